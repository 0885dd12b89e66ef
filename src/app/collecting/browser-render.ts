import type { Settings } from '../../domain/settings/settings.ts';
import type { Clock } from '../../domain/time.ts';
import type { Renderer } from '../../platform/net/browser.ts';
import { USER_AGENT } from '../../platform/net/user-agent.ts';
import type { Render } from './page.ts';

/** Draws pages in the system's browser, which is looked for (and its driver loaded) only when a page asks for it. */
export function browserRender(settings: Settings, clock: Clock): Render {
  let renderer: Promise<Renderer> | null = null;
  return async (page, context) => {
    renderer ??= startRenderer(settings, clock);
    return (await renderer).render(page, context);
  };
}

async function startRenderer({ network }: Settings, clock: Clock): Promise<Renderer> {
  const { createRenderer } = await import('../../platform/net/browser.ts');
  const { allowPrivate } = network;
  // Host names have no case; a URL writes them small.
  const named = Object.entries(network.connectTo).map(([name, target]) => [name.toLowerCase(), target]);
  const policy = { allowPrivate, connectTo: Object.fromEntries(named) };
  return createRenderer({ policy, clock, userAgent: USER_AGENT, env: process.env });
}
