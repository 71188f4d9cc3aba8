const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const values = new Map([...alphabet].map((character, value) => [character.charCodeAt(0), value]));
const [bitsOfByte, bitsOfCharacter] = [8, 6];

/** Encodes bytes as base64url without padding (RFC 4648 section 5). */
export function toBase64url(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let left = 0;
  for (const byte of bytes) {
    bits = (bits << bitsOfByte) | byte;
    for (left += bitsOfByte; left >= bitsOfCharacter;) {
      left -= bitsOfCharacter;
      text += alphabet[(bits >> left) & 0x3f];
    }
    bits &= (1 << left) - 1;
  }
  return left > 0 ? text + alphabet[(bits << (bitsOfCharacter - left)) & 0x3f] : text;
}

/**
 * Decodes base64url without padding, or gives undefined where the text is not the one spelling of its bytes: the
 * unused bits of a last character allow several, and a token must have only one.
 */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 === 1) return undefined;
  const bytes = new Uint8Array(Math.floor((text.length * bitsOfCharacter) / bitsOfByte));
  let bits = 0;
  let left = 0;
  let at = 0;
  for (let index = 0; index < text.length; index++) {
    const value = values.get(text.charCodeAt(index));
    if (value === undefined) return undefined;
    bits = (bits << bitsOfCharacter) | value;
    left += bitsOfCharacter;
    if (left >= bitsOfByte) {
      left -= bitsOfByte;
      bytes[at++] = bits >> left;
    }
    bits &= (1 << left) - 1;
  }
  return bits === 0 ? bytes : undefined;
}
