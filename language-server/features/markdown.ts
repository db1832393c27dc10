// Text from files and headers inside Markdown: shown as code, so that nothing in it is taken for markup.

export const markdownCode = (text: string): string => `\`${text.replaceAll('`', "'")}\``;

/** The same as running text. */
export const markdownText = (text: string): string => text.replaceAll(/[\\`*_{}[\]<>#|]/g, '\\$&');
