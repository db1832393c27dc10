// A tree as text, so that a test reads like the view: icon, label, description, context value in brackets.
import type { Presented, TreeModel } from '#extension/tree/presented.ts';

export async function treeText<Row extends { readonly id: string }>(model: TreeModel<Row>): Promise<string> {
  const lines: string[] = [];
  const visit = async (rows: readonly Row[], depth: number): Promise<void> => {
    for (const row of rows) {
      const shown = model.present(row);
      lines.push('  '.repeat(depth) + rowText(shown));
      if (shown.open !== 'leaf') await visit(await model.children(row), depth + 1);
    }
  };
  await visit(model.roots(), 0);
  return lines.join('\n');
}

function rowText({ icon, label, description, contextValue }: Presented): string {
  return [
    icon === undefined ? '-' : `$(${icon})`,
    label,
    description === undefined ? '' : `| ${description}`,
    contextValue === undefined ? '' : `[${contextValue}]`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
