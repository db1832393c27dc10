// The pages inside of VS Code's webviews: finding one, and asking axe whether a person with a screen reader or a keyboard gets along
// in it. The page lets no script in, so axe comes by the browser's debugging protocol.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';
import type { Theme } from './harness.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The frame of the page that shows this text. */
export function webviewWith(page: Page, text: string): Promise<Frame> {
  return frameWith(page, '#content', text);
}

/** The frame of the page in which an element is visible: the one that this selects, with this text in it. */
export async function frameWith(
  page: Page,
  selector: string,
  text = '',
  patienceMs = 60_000,
): Promise<Frame> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    for (const frame of page.frames()) {
      const found = frame.locator(selector, { hasText: text });
      if (await found.isVisible().catch(() => false)) return frame;
    }
    assert.ok(Date.now() < deadline, `no frame shows ${selector} with "${text}"`);
    await page.waitForTimeout(100);
  }
}

const themeClasses = {
  light: 'vscode-light',
  dark: 'vscode-dark',
  contrast: 'vscode-high-contrast',
} as const;

/** The page has the colours of the theme, and axe finds nothing in it; best practices count too. */
export async function accessible(frame: Frame, theme: Theme): Promise<void> {
  await frame.locator(`body.${themeClasses[theme]}`).waitFor();
  await frame.evaluate(axeSource);
  const found = await frame.evaluate(
    // As text: the project's types know no browser.
    `axe.run(document.getElementById('content'), { resultTypes: ['violations'] }).then(({ violations }) =>
      violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`,
  );
  assert.deepEqual(found, [], theme);
}
