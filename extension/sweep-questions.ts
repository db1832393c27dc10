// The quick picks of "KS: Format Sweep".
import * as vscode from 'vscode';
import type { SweepAxes } from '#ks/sweep.ts';
import type { SweepQuestions } from './sweep-choice.ts';

/** `formats` is how many are asked for when nobody chooses. */
export function sweepQuestions(pin: string, formats: number): SweepQuestions {
  const title = vscode.l10n.t('KS: Format Sweep: {0}', pin);
  return {
    usualOrChosen: async (offers) => {
      const sound = offers.some(({ axis }) => axis === 'rates');
      const usual = {
        label: sound
          ? vscode.l10n.t('The usual rates, bits and channels')
          : vscode.l10n.t('The sizes and subtypes of the pin'),
        description: vscode.l10n.t('{0} formats', formats),
        how: 'usual' as const,
      };
      const choose = {
        label: vscode.l10n.t('Choose...'),
        description: offers.map(({ axis }) => nameOf(axis)).join(', '),
        how: 'choose' as const,
      };
      const placeHolder = vscode.l10n.t('The formats that the pin is asked about; none is opened');
      return (await vscode.window.showQuickPick([usual, choose], { title, placeHolder }))?.how;
    },
    values: async (offer, step, steps) => {
      const rows = offer.values.map(({ label, usual }, index) => ({ label, picked: usual, index }));
      const picked = await vscode.window.showQuickPick(rows, {
        title: `${title} (${step}/${steps})`,
        placeHolder: vscode.l10n.t('{0}: at least one', nameOf(offer.axis)),
        canPickMany: true,
      });
      return picked?.map(({ index }) => index);
    },
  };
}

function nameOf(axis: keyof SweepAxes): string {
  const names: Readonly<Record<keyof SweepAxes, string>> = {
    rates: vscode.l10n.t('Sample rates in Hz'),
    bits: vscode.l10n.t('Bits of a sample'),
    channels: vscode.l10n.t('Channels'),
    sizes: vscode.l10n.t('Sizes of a picture'),
    subtypes: vscode.l10n.t('Subtypes'),
  };
  return names[axis];
}
