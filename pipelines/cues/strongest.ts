/** Puts one where it belongs in a short list, strongest first; behind its equals. */
export function insertByWeight<T extends { readonly weight: number }>(into: T[], one: T): void {
  let place = into.length;
  into.push(one);
  for (; place > 0 && into[place - 1]!.weight < one.weight; place -= 1) into[place] = into[place - 1]!;
  into[place] = one;
}
