import { useEffect, useRef } from 'react';
import { autocompletion } from '@codemirror/autocomplete';
import type { Completion, CompletionContext } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import type { Diagnostic } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import type { RuleCheckResult } from '@miaotou/contracts';
import { useSay } from '../i18n/index.js';
import { wordsFor } from './rule-words.js';

export interface RuleCodeProps {
  readonly label: string;
  readonly value: string;
  readonly faults: RuleCheckResult['faults'];
  readonly onChange: (value: string) => void;
  /** The whole rule, where only an expression of it is edited. */
  readonly within?: string;
}

function complete(context: CompletionContext, within: string | undefined) {
  const word = context.matchBefore(/[\w.-]*/u);
  if (word === null || (word.text === '' && !context.explicit)) return null;
  const offered = wordsFor(within ?? context.state.doc.toString());
  const options: Completion[] = offered
    .filter(({ type }) => within === undefined || type !== 'property')
    .map((one) => ({ ...one }));
  return { from: word.from, options, validFor: /^[\w.-]*$/u };
}

const look = EditorView.theme({
  '&': { fontSize: '13px', border: '1px solid var(--rule)', borderRadius: '4px' },
  '.cm-content': { fontFamily: 'ui-monospace, Menlo, Consolas, monospace' },
  '.cm-scroller': { minHeight: 'inherit' },
  '.cm-gutters': { background: 'transparent', color: 'inherit', opacity: '0.6' },
  '.cm-activeLine': { background: 'color-mix(in srgb, currentColor 5%, transparent)' },
});

/** The text of a rule with completion and its faults underlined at their characters. */
export default function RuleCode({ label, value, faults, onChange, within }: RuleCodeProps) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const changed = useRef(onChange);
  const whole = useRef(within);
  const expression = within !== undefined;
  const first = useRef(value);
  useEffect(() => {
    changed.current = onChange;
    whole.current = within;
  });

  useEffect(() => {
    if (place.current === null) return;
    const editor = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          ...(expression ? [] : [lineNumbers(), highlightActiveLine(), yaml(), lintGutter()]),
          history(),
          drawSelection(),
          bracketMatching(),
          syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
          autocompletion({ override: [(context) => complete(context, whole.current)] }),
          keymap.of([...defaultKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label }),
          look,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = editor;
    return () => {
      editor.destroy();
      view.current = null;
    };
  }, [label, expression]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null || editor.state.doc.toString() === value) return;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const editor = view.current;
    if (editor === null) return;
    const { doc } = editor.state;
    const found = faults.map(({ line, column, message }): Diagnostic => {
      const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
      const from = Math.min(at.from + column - 1, at.to);
      const word = /^[\w.]+/u.exec(doc.sliceString(from, at.to))?.[0].length ?? 1;
      return { from, to: Math.min(from + word, at.to), severity: 'error', message: say(message) };
    });
    editor.dispatch(setDiagnostics(editor.state, found));
  }, [faults, say]);

  return <div ref={place} className={expression ? 'rule-code rule-expression' : 'rule-code'} />;
}
