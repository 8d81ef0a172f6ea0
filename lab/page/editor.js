// The editor of a program: CodeMirror, in a shadow root, where its styles need no policy
// that lets pages have inline ones. The build bundles it with what it imports.
import {
  defaultKeymap,
  history,
  historyKeymap,
  indentWithTab,
} from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  LanguageSupport,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, keymap } from "@codemirror/view";
import { highlightCode, tagHighlighter, tags } from "@lezer/highlight";

// The kinds of code that the site's own colours tell apart: the class that its blocks of
// code have, and the variable of the colour.
const KINDS = [
  [[tags.keyword, tags.operatorKeyword, tags.modifier], "k", "keyword"],
  [[tags.string, tags.special(tags.string)], "s2", "string"],
  [[tags.number, tags.bool, tags.null], "mi", "number"],
  [[tags.comment], "c1", "comment"],
  [
    [
      tags.function(tags.definition(tags.variableName)),
      tags.definition(tags.className),
    ],
    "nf",
    "function",
  ],
];
const MARKS = tagHighlighter(KINDS.map(([tag, name]) => ({ tag, class: name })));
const STYLE = HighlightStyle.define(
  KINDS.map(([tag, , name]) => ({ tag, color: `var(--md-code-hl-${name}-color)` })),
);
const THEME = EditorView.theme({
  "&": { color: "var(--md-code-fg-color)", backgroundColor: "transparent" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit" },
  ".cm-content": { padding: "0", caretColor: "var(--md-code-fg-color)" },
  ".cm-line": { padding: "0" },
  ".cm-cursor": { borderLeftColor: "var(--md-code-fg-color)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    { backgroundColor: "var(--md-code-hl-color--light, #8884)" },
});

/** Returns an editor of `source` inside of `host`: { text, focus, remove }. `run` is what
 * Ctrl-Enter does. */
export function edit(host, source, { label, run, changed }) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.replaceChildren();
  // Letters are shortcuts of the page, unless they are typed here.
  host.addEventListener("keydown", (event) => event.stopPropagation());
  const extensions = [
    history(),
    drawSelection(),
    indentUnit.of("    "),
    EditorState.tabSize.of(4),
    indentOnInput(),
    bracketMatching(),
    EditorView.lineWrapping, // what scrolls sideways, a keyboard doesn't reach
    new LanguageSupport(pythonLanguage),
    syntaxHighlighting(STYLE),
    THEME,
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false" }),
    EditorView.updateListener.of((update) => update.docChanged && changed()),
    keymap.of([
      { key: "Mod-Enter", run: () => Boolean(run()) || true },
      ...defaultKeymap,
      ...historyKeymap,
      indentWithTab, // Escape, then Tab leaves the editor
    ]),
  ];
  const view = new EditorView({ doc: source, extensions, parent: root, root });
  return {
    get text() {
      return view.state.doc.toString();
    },
    set text(doc) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: doc } });
    },
    focus: () => view.focus(),
    remove: () => view.destroy(),
  };
}

/** Returns a program as the nodes that a block of code of the site has. */
export function highlighted(source) {
  const nodes = [];
  const put = (text, classes) => {
    if (!classes) return nodes.push(text);
    const span = document.createElement("span");
    span.className = classes;
    span.textContent = text;
    return nodes.push(span);
  };
  highlightCode(source, pythonLanguage.parser.parse(source), MARKS, put, () =>
    put("\n"),
  );
  return nodes.map((node) => (typeof node === "string" ? new Text(node) : node));
}
