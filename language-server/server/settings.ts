// The settings of the client that change answers. Clients without workspace/configuration get the defaults.

import { type InlayHintOptions, type RuleSettings, ruleSettings } from '#language-server/service.ts';
import { inBackground } from './background.ts';
import { type Connection, DidChangeConfigurationNotification } from './lsp.ts';

export interface Settings {
  readonly rules: RuleSettings;
  readonly inlayHints: InlayHintOptions;
}

export const defaultSettings: Settings = { rules: {}, inlayHints: {} };

/** Reads the section `kspin`. */
export async function readSettings(connection: Connection): Promise<Settings> {
  const section: unknown = await connection.workspace.getConfiguration('kspin');
  const { rules, inlayHints } = (section ?? {}) as { rules?: unknown; inlayHints?: { offsets?: unknown } };
  return { rules: ruleSettings(rules), inlayHints: { offsets: inlayHints?.offsets === true } };
}

export const watchSettings = (connection: Connection): void => {
  inBackground(
    connection,
    connection.client.register(DidChangeConfigurationNotification.type, { section: 'kspin' }),
  );
};
