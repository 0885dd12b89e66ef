import * as z from 'zod';
import type { Channel, Message, Receipt } from '../../domain/channel.ts';
import { VigieError } from '../../domain/errors.ts';
import { type Notification, notificationOf } from '../desktop-notification.ts';
import { runProgram } from '../run-program.ts';

const options = z.strictObject({});

async function send(message: Message): Promise<Receipt> {
  const made: Notification = notificationOf(process.platform, message);
  const { file, args, env, timeoutMs } = made;
  const ran = await runProgram(file, args, { env, timeoutMs });
  if (ran === null) throw new VigieError('DeliveryRefused', { provider: file, detail: 'not installed' });
  if (ran.code !== 0) throw new VigieError('DeliveryFailed', { provider: file, detail: `exit ${ran.code}` });
  return { id: null, said: file };
}

export const channel: Channel<z.infer<typeof options>> = {
  id: 'desktop',
  title: { fr: 'Une notification sur cet ordinateur', en: 'A notification on this computer' },
  options,
  send,
};
