// playwright-core's types name a few types of the browser. The project has no code that runs in one, so the DOM library
// stays out (with it, `window` or `name` would be valid identifiers everywhere); these four names are all it takes.

interface Node {
  readonly textContent: string | null;
}
interface HTMLElement extends Node {
  getAttribute(name: string): string | null;
  querySelector(selector: string): HTMLElement | null;
}
type SVGElement = HTMLElement;
type HTMLElementTagNameMap = Record<string, HTMLElement>;
