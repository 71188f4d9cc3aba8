import { Icon } from './Icon.js';

export interface LoadFailureProps {
  /** "The articles", "This article" */
  readonly what: string;
  readonly onRetry: () => void;
}

/** Something could not be loaded: what, and the one next step. */
export function LoadFailure({ what, onRetry }: LoadFailureProps) {
  return (
    <div className="room-message" role="alert">
      <div className="nc-notice" data-tone="danger">
        <Icon name="alert" />
        <p className="nc-notice-text">
          <strong>{what} could not be loaded.</strong>{' '}
          <span className="nc-muted">
            The server did not give an answer that helps. It may be back in a moment.
          </span>
        </p>
        <div className="nc-buttons">
          <button type="button" className="nc-button" data-size="small" onClick={onRetry}>
            Try again
          </button>
        </div>
      </div>
    </div>
  );
}
