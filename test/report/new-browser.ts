/** What npm brings runs on Linux; elsewhere the system's browser is used and this is not its test. */
export const hasOwnBrowser = process.platform === 'linux' && process.arch === 'x64';

/** How to start the browser that npm brings: what `chromium.launch` takes. */
export async function newBrowser(): Promise<{
  executablePath: string;
  args: string[];
  chromiumSandbox: boolean;
}> {
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs22.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  const unusual = new Set(['--single-process', '--no-zygote']);
  return {
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter(argument => !unusual.has(argument)),
    chromiumSandbox: false,
  };
}
