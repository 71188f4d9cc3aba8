import { useState } from 'react';

export interface TextValueOptions<Value> {
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** How a value is written when nobody is typing. */
  readonly toText: (value: Value) => string;
  readonly fromText: (text: string) => Value;
}

/** Lets a person type a value as text, in their own way: what they typed stays as long as it says the same as the value. */
export function useTextValue<Value>({ value, onChange, toText, fromText }: TextValueOptions<Value>) {
  const [typed, setTyped] = useState(() => toText(value));
  const isSame = toText(fromText(typed)) === toText(value);
  return {
    value: isSame ? typed : toText(value),
    onChange(event: { readonly target: { readonly value: string } }) {
      setTyped(event.target.value);
      onChange(fromText(event.target.value));
    },
    /** Leaving the field tidies up what was typed. */
    tidy: () => setTyped(toText(value)),
  };
}
