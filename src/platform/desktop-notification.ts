import type { Message } from '../domain/channel.ts';
import { cleanLine } from '../domain/text/clean.ts';

/** A program to run without a shell. Words go as arguments or in the environment, never into a script. */
export type Notification = {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
};

const SUBJECT_LENGTH_MAX = 60;
const SUMMARY_LENGTH_MAX = 200;

/** Apple's: the words are arguments of the handler. */
const APPLE_SCRIPT = [
  'on run argv',
  'display notification (item 2 of argv) with title "Vigie" subtitle (item 1 of argv)',
  'end run',
];

/** Windows': the words are text nodes, read from the environment. */
const TOAST_SCRIPT = [
  '[void][Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]',
  '$kind = [Windows.UI.Notifications.ToastTemplateType]::ToastText02',
  '$xml = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent($kind)',
  '$texts = $xml.GetElementsByTagName("text")',
  '[void]$texts.Item(0).AppendChild($xml.CreateTextNode($env:VIGIE_NOTICE_SUBJECT))',
  '[void]$texts.Item(1).AppendChild($xml.CreateTextNode($env:VIGIE_NOTICE_SUMMARY))',
  '$toast = [Windows.UI.Notifications.ToastNotification]::new($xml)',
  '[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier("Vigie").Show($toast)',
].join('; ');

export function notificationOf(
  platform: NodeJS.Platform,
  message: Pick<Message, 'subject' | 'summary'>,
): Notification {
  const subject = cleanLine(message.subject, SUBJECT_LENGTH_MAX) || 'Vigie';
  const summary = cleanLine(message.summary, SUMMARY_LENGTH_MAX);
  if (platform === 'darwin') {
    const script = APPLE_SCRIPT.flatMap(line => ['-e', line]);
    return { file: 'osascript', args: [...script, '--', subject, summary], env: {}, timeoutMs: 5_000 };
  }
  if (platform === 'win32') {
    return {
      file: 'powershell.exe',
      args: ['-NoProfile', '-NonInteractive', '-Command', TOAST_SCRIPT],
      env: { VIGIE_NOTICE_SUBJECT: subject, VIGIE_NOTICE_SUMMARY: summary },
      timeoutMs: 20_000,
    };
  }
  // The body is read as mark-up by most desktops.
  const body = summary.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return { file: 'notify-send', args: ['--app-name=Vigie', '--', subject, body], env: {}, timeoutMs: 5_000 };
}
