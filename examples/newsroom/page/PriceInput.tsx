import type { VersionedForm } from 'noclobber/form';
import { useController } from 'react-hook-form';
import type { Article } from '../article.js';
import type { ControlProps } from './Field.js';
import { useTextValue } from './useTextValue.js';

/** An amount of money, typed with a point or a comma. */
export function PriceInput({ form, ...control }: ControlProps & { readonly form: VersionedForm<Article> }) {
  const {
    field: { value: price, onChange, onBlur, ...field },
  } = useController({
    control: form.control,
    name: 'price',
    rules: { validate: (amount) => amount >= 0 || 'Give an amount, 0 where it is free.' },
  });
  const { tidy, ...text } = useTextValue<number>({
    value: price,
    onChange,
    toText: (amount) => (Number.isFinite(amount) ? amount.toFixed(2) : ''),
    fromText: (typed) => (typed.trim() === '' ? Number.NaN : Number(typed.replace(',', '.'))),
  });
  return (
    <input
      {...control}
      {...text}
      {...field}
      inputMode="decimal"
      autoComplete="off"
      onBlur={() => {
        onBlur();
        if (Number.isFinite(price)) tidy();
      }}
    />
  );
}
