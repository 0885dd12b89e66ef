/** Could a remark have this id? A whole number of 64 bits, in digits: more than that the store cannot even look for. */
export function isMentionId(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);
}
