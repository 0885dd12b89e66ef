import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSource } from '../../src/platform/data-yaml.ts';
import { dataRoot, packageRoot } from '../../src/platform/files.ts';

const names = ['catalogues', 'lexicons', 'packs', 'replies'].flatMap(folder =>
  readdirSync(join(dataRoot(), folder)).map(file => `${folder}/${file.replace(/\.yaml$/, '')}`),
);

describe('the words as they are built', () => {
  it.each(names)('%s is what stands in its YAML', name => {
    const built = readFileSync(join(packageRoot(), 'dist', 'data', `${name}.json`), 'utf8');
    expect(JSON.parse(built)).toEqual(readSource(name));
  });
});
