import { expect, it, onTestFinished } from 'vitest';
import { createRowWindow, placesOf } from '../../../src/react/table/grid/createRowWindow.js';

const rowHeight = 40;

/** A box of `height` pixels around so many rows, and what is drawn of them. */
function openWindow({ height, rowCount }: { readonly height: number; readonly rowCount: number }) {
  const box = document.createElement('div');
  box.style.cssText = `max-height: ${height}px; overflow: auto`;
  const rows = box.appendChild(document.createElement('div'));
  const holdRows = (count: number) => {
    rows.style.height = `${count * rowHeight}px`;
  };
  holdRows(rowCount);
  document.body.append(box);
  const window = createRowWindow(rowHeight);
  window.scroller(box);
  onTestFinished(() => {
    window.scroller(null);
    box.remove();
  });
  const drawn = (count = rowCount) => {
    const places = placesOf(window.getRange(), count);
    return [places.at(0), places.at(-1)];
  };
  return { box, window, drawn, holdRows };
}

it('draws what is on the screen first, and a few rows beyond later', async () => {
  const { box, window, drawn } = openWindow({ height: 320, rowCount: 100 });
  const told: unknown[] = [];
  window.subscribe(() => told.push(drawn()));
  await expect
    .poll(() => told)
    .toEqual([
      [0, 7],
      [0, 12],
    ]);
  box.scrollTop = 50 * rowHeight;
  window.onScroll();
  expect(drawn()).toEqual([45, 62]);
});

it('draws what a scroll brings, and beyond, at once, however early it comes', () => {
  const { box, window, drawn } = openWindow({ height: 320, rowCount: 100 });
  box.scrollTop = 50 * rowHeight;
  window.onScroll();
  expect(drawn()).toEqual([45, 62]);
});

it('draws what comes to a box that grows with its rows', async () => {
  const { window, drawn, holdRows } = openWindow({ height: 320, rowCount: 3 });
  const told: unknown[] = [];
  window.subscribe(() => told.push(drawn(100)));
  await expect.poll(() => told).toHaveLength(2);
  expect(drawn()).toEqual([0, 2]);
  expect(drawn(5)).toEqual([0, 4]);
  holdRows(100);
  await expect.poll(() => told.at(-1)).toEqual([0, 12]);
});
