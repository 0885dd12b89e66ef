import { count, type World } from './world.ts';

/** A program from its start to its end. */
export type Life = {
  alive: boolean;
  running: number;
  readonly stop: AbortController;
  readonly reading: Set<string>;
};

/** Runs one step of the program: it may die before or after, and a sleeping machine holds it. */
export async function step<T>(world: World, life: Life, work: () => T | Promise<T>): Promise<T> {
  while (!world.awake && life.alive) await new Promise<void>(resolve => world.wakers.push(resolve));
  if (life.alive && world.random() < world.fate.dying) die(world, life);
  if (!life.alive) return new Promise<T>(() => undefined);
  const done = await work();
  if (life.alive && world.random() < world.fate.dying) die(world, life);
  return life.alive ? done : new Promise<T>(() => undefined);
}

function die(world: World, life: Life): void {
  life.alive = false;
  count(world, 'killed at a step');
}

export async function sleep(world: World, life: Life, ms: number): Promise<void> {
  await world.time.sleep(ms);
  await step(world, life, () => undefined);
}
