/** The four classes of a cell: four bits each with their sign, the first lowest. */
export function stepsIn(cell: number): number[] {
  return [0, 4, 8, 12].map(shift => {
    const bits = (cell >> shift) & 15;
    return bits > 7 ? bits - 16 : bits;
  });
}
