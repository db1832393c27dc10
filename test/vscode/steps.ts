// What tests of different features do alike before they come to their point.
import type { VsCode } from './harness.ts';

/** Shows kspin's views, wide enough for rows that say much. */
export async function showViews({ workbench }: VsCode): Promise<void> {
  await workbench.showContainer('Kernel Streaming');
  await workbench.widenSideBar(480);
}

/** With the cursor in the connect of this name, which is how the command finds it without a code lens. */
export async function createPin(
  { workbench, placeOf }: VsCode,
  file: string,
  connect: string,
): Promise<void> {
  await workbench.openFile(await placeOf(file, connect));
  await workbench.runCommand('KS: Create Pin');
}
