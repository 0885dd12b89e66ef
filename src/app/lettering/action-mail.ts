import { type CodeMeaning, type Signer, signedCode } from '../answering/codes.ts';

/** What a subject shows on a telephone before its code. */
const WORDS_MAX = 90;

/**
 * A prepared mail of the owner to herself, as an address that every mail program opens (RFC 6068). Its subject says
 * in words what it does, then bears the code that only this installation can sign.
 */
export function actionMail(
  signer: Signer,
  address: string,
  meaning: CodeMeaning,
  { words, body }: { readonly words: string; readonly body: string },
): string {
  const subject = `${[...words].slice(0, WORDS_MAX).join('')} [${signedCode(signer, meaning)}]`;
  const [user = '', host = ''] = splitAt(address);
  return `mailto:${encodeURIComponent(user)}@${encodeURIComponent(host)}?subject=${written(subject)}&body=${written(body)}`;
}

function splitAt(address: string): readonly [string, string] {
  const at = address.lastIndexOf('@');
  return [address.slice(0, at), address.slice(at + 1)];
}

/** `'` too: it ends an attribute in some programs. Lone halves of a letter cannot be encoded. */
function written(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll("'", '%27');
}
