// Making elements, in one line each.

type Child = Node | string | null | undefined | false;
type Properties = { [name: string]: string | number | boolean | EventListener | undefined };

/** h("button.round", { onclick, "aria-label": "…" }, "text") */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K | `${K}.${string}`, properties: Properties = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
    const [name, ...classes] = tag.split(".");
    const element = document.createElement(name) as HTMLElementTagNameMap[K];
    element.className = classes.join(" ");
    for (const [key, value] of Object.entries(properties)) {
        if (typeof value === "function") element.addEventListener(key.slice(2), value);
        else if (typeof value === "boolean") element.toggleAttribute(key, value);
        else if (value !== undefined) element.setAttribute(key, String(value));
    }
    fillWith(element, ...children);
    return element;
}

export function fillWith(element: Element, ...children: Child[]): void {
    element.replaceChildren(...children.filter((child): child is Node | string => child !== null && child !== undefined && child !== false));
}

/** svg("circle", { r: 3 }): an element of a drawing, with what stands in it. */
export function svg<K extends keyof SVGElementTagNameMap>(tag: K, attributes: { [name: string]: string | number }, inside = ""): SVGElementTagNameMap[K] {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    element.innerHTML = inside;
    return element;
}

const PATHS: { [name: string]: string } = {
    play: '<path d="M8 5.5v13a.6.6 0 0 0 .9.5l10.4-6.5a.6.6 0 0 0 0-1L8.9 5a.6.6 0 0 0-.9.5z" fill="currentColor" stroke="none"/>',
    pause: '<path d="M7 5h3.4v14H7zM13.6 5H17v14h-3.4z" fill="currentColor" stroke="none"/>',
    one: '<path d="M5 5.5v13l10-6.5z" fill="currentColor"/><path d="M18.5 5.5v13"/>',
    restart: '<path d="M5 12a7 7 0 1 0 2.3-5.2"/><path d="M4.5 3.8v4h4"/>',
    compare: '<rect x="3.5" y="5" width="7" height="14" rx="1.5"/><rect x="13.5" y="5" width="7" height="14" rx="1.5"/>',
    share: '<path d="M12 14.5V3.8M8 7.5l4-4 4 4M5 12v7.5h14V12"/>',
    present: '<rect x="3" y="4.5" width="18" height="12" rx="1.5"/><path d="M12 16.5v4M8 20.5h8"/>',
    text: '<path d="M3 18.5 7.5 6h.6l4.5 12.5M4.6 14.2H11M14 18.5l3-8.5h.5l3 8.5M15.1 15.6h4.4"/>',
    ground: '<circle cx="12" cy="12" r="8"/><path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" stroke="none"/>',
    keys: '<rect x="2.5" y="6" width="19" height="12" rx="2"/><path d="M6 10h.01M10 10h.01M14 10h.01M18 10h.01M8 14.2h8"/>',
    home: '<path d="m3.5 11.5 8.5-7.5 8.5 7.5M6 9.8V20h12V9.8"/>',
    lessons: '<path d="M12 6.5C9.5 4.8 6.5 4.6 3.5 5v13.5c3-.4 6-.2 8.5 1.5 2.5-1.7 5.5-1.9 8.5-1.5V5c-3-.4-6-.2-8.5 1.5zM12 6.5V20"/>',
    dice: '<rect x="4" y="4" width="16" height="16" rx="3"/><path d="M8.5 8.5h.01M15.5 8.5h.01M12 12h.01M8.5 15.5h.01M15.5 15.5h.01" stroke-width="2.6"/>',
    plus: '<path d="M12 5v14M5 12h14"/>',
    minus: '<path d="M5 12h14"/>',
    fit: '<path d="M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5"/>',
    close: '<path d="m6 6 12 12M18 6 6 18"/>',
    link: '<path d="M10 14a4.2 4.2 0 0 0 6 0l3-3a4.2 4.2 0 0 0-6-6l-1 1M14 10a4.2 4.2 0 0 0-6 0l-3 3a4.2 4.2 0 0 0 6 6l1-1"/>',
    picture: '<rect x="3.5" y="5" width="17" height="14" rx="2"/><path d="m4 16 5-5 5 5 2-2 4.5 4"/><circle cx="15.5" cy="9.5" r="1.3"/>',
    table: '<rect x="3.5" y="5" width="17" height="14" rx="2"/><path d="M3.5 10h17M3.5 14.5h17M10 5v14"/>',
    film: '<rect x="3" y="6" width="12.5" height="12" rx="2"/><path d="m15.5 11 5.5-3v8l-5.5-3"/>',
    file: '<path d="M6 3.5h8l4 4v13H6zM14 3.5v4h4"/>',
    print: '<path d="M7 8.5V3.5h10v5M7 16.5H3.5v-8h17v8H17M7 13.5h10v7H7z"/>',
    done: '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    back: '<path d="M19 12H5M11 6l-6 6 6 6"/>',
    next: '<path d="M5 12h14M13 6l6 6-6 6"/>',
};

/** A small drawing, which screen readers pass over. */
export function icon(name: string): SVGElement {
    return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" }, PATHS[name]);
}

/** The shape of a practice's slot, in its colour. */
export function shapeMark(slot: number): SVGElement {
    const shapes = [
        '<path d="M8 1.5 14.5 13.5h-13z"/>',
        '<rect x="2.5" y="2.5" width="11" height="11"/>',
        '<path d="M8 .8 15.2 8 8 15.2.8 8z"/>',
        '<path d="M5.5 1.5h5v4h4v5h-4v4h-5v-4h-4v-5h4z"/>',
        '<path d="m8 .8 2.1 4.7 5.1.5-3.9 3.4 1.2 5L8 11.8l-4.5 2.6 1.2-5L.8 6l5.1-.5z"/>',
    ];
    const shape = slot < 0 ? '<circle cx="8" cy="8" r="5"/>' : (shapes[slot] ?? '<circle cx="8" cy="8" r="4.8" class="hollow"/>');
    return svg("svg", { viewBox: "0 0 16 16", class: `mark mark-${slot}`, "aria-hidden": "true" }, shape);
}

/** The ring that a project is on the stage. */
export function ringMark(): SVGElement {
    const beads = Array.from({ length: 6 }, (_, i) => `<circle cx="${8 + 6.6 * Math.cos((i * Math.PI) / 3)}" cy="${8 + 6.6 * Math.sin((i * Math.PI) / 3)}" r="1.5"/>`);
    return svg("svg", { viewBox: "0 0 16 16", class: "mark", "aria-hidden": "true" }, `<circle cx="8" cy="8" r="6.6" class="ring"/>${beads.join("")}`);
}

/** A button with a drawing and a text; `compact` hides the text from the eye. */
export function button(drawing: string, text: string, act: () => void, style = "", compact = false): HTMLButtonElement {
    const label = h("span", { class: compact ? "unseen" : "label" }, text);
    const element = h("button", { type: "button", class: `button ${style}`, onclick: () => act() }, drawing ? icon(drawing) : null, label);
    if (compact) element.title = text;
    return element;
}

/** Asks for one of a few things; each is a button that says whether it is the one. */
export function choice(name: string, options: readonly (readonly [string, string])[], chosen: string, act: (id: string) => void): HTMLElement {
    const buttons = options.map(([id, text]) =>
        h("button.option", { type: "button", "aria-pressed": String(id === chosen), "data-id": id, onclick: () => act(id) }, text),
    );
    return h("div.choice", { role: "group", "aria-label": name }, ...buttons);
}
