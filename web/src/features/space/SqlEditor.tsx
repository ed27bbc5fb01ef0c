import { KeyCode, KeyMod, MarkerSeverity, editor, languages, type IDisposable } from 'monaco-editor/editor'
import 'monaco-editor/languages/definitions/sql/register'
import 'monaco-editor/editor/contrib/suggest/browser/suggestController'
import 'monaco-editor/features/find/register'
import 'monaco-editor/features/bracketMatching/register'
import 'monaco-editor/features/comment/register'
import 'monaco-editor/features/clipboard/register'
import 'monaco-editor/features/toggleTabFocusMode/register'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import { type RefObject, useEffect, useRef } from 'react'
import type { Shape } from '~/api/shape'
import { useText } from '~/locales/text'
import type { RoomTable } from './room'
import functions from './functions.json'
import { allowedOf } from './Schema'
import { spanOf } from './span'
import { quoted } from './starter'

self.MonacoEnvironment = { getWorker: () => new EditorWorker() }

// The editor's own light theme falls short of the contrast that text needs.
editor.defineTheme('yuanliu', {
  base: 'vs', inherit: true, colors: { 'editorLineNumber.foreground': '#4b565d' },
  rules: [
    { token: 'operator.sql', foreground: '4b565d' }, { token: 'predefined.sql', foreground: '8a1c7c' }, { token: 'string.sql', foreground: '9a2b1e' },
    { token: 'number', foreground: '1d6f42' }, { token: 'comment', foreground: '4b6b4b' }, { token: 'keyword', foreground: '0a5566' },
  ],
})

interface Props {
  value: string
  onChange: (sql: string) => void
  /** Ctrl or ⌘ with Enter: runs what stands in the editor now, which the page may not have heard of yet. */
  onRun: (sql: string) => void
  schema: Shape<'Space.ListUses.SchemaView'>
  /** Tables beside the agreement's own. */
  tables: RoomTable[]
  /** The answer will have noise: other measures are open then. */
  isNoisy: boolean
  /** What the policy check found against the text. */
  wrong?: string
  /** What in the text it is about, where the check says so. */
  about?: string
  /** Takes a function that puts text where the cursor stands. */
  insert: RefObject<((name: string) => void) | null>
}

/** What the grammar accepts beside columns; a test of the server keeps the names to its grammar. */
const words = ['select', 'from', 'join', 'on', 'where', 'group by', 'order by', 'having', 'limit', 'count(*)', 'count(distinct', 'as', 'and', 'or', 'in', 'between', 'case when', 'then', 'else', 'end', 'desc', 'with', 'left join', 'using', 'union all', 'is null', 'not', 'filter (where']

/** SQL with completion from the columns this agreement opens. Tab moves on to the next control; Ctrl+M lets it indent. */
export default function SqlEditor({ value, onChange, onRun, schema, tables, isNoisy, wrong, about, insert }: Props) {
  const text = useText()
  const box = useRef<HTMLDivElement>(null)
  const code = useRef<editor.IStandaloneCodeEditor>(null)
  const latest = useRef({ onChange, onRun })
  latest.current = { onChange, onRun }
  const first = useRef(value)

  useEffect(() => {
    const made = editor.create(box.current!, {
      value: first.current, language: 'sql', theme: 'yuanliu', automaticLayout: true, minimap: { enabled: false }, fontSize: 14, lineHeight: 22, scrollBeyondLastLine: false, wordWrap: 'on',
      tabFocusMode: true, padding: { top: 10, bottom: 10 }, lineNumbersMinChars: 3, folding: false, renderLineHighlight: 'none', overviewRulerLanes: 0,
      ariaLabel: text('space.sql'), wordBasedSuggestions: 'off', fixedOverflowWidgets: true, unicodeHighlight: { ambiguousCharacters: false },
    })
    code.current = made
    made.onDidChangeModelContent(() => latest.current.onChange(made.getValue()))
    made.addCommand(KeyMod.CtrlCmd | KeyCode.Enter, () => latest.current.onRun(made.getValue()))
    insert.current = (name) => {
      made.executeEdits('schema', [{ range: made.getSelection()!, text: name, forceMoveMarkers: true }])
      made.focus()
    }
    return () => {
      insert.current = null
      made.getModel()?.dispose()
      made.dispose()
    }
  }, [text, insert])

  useEffect(() => {
    if (code.current && code.current.getValue() !== value) code.current.setValue(value)
  }, [value])

  useEffect(() => {
    const model = code.current?.getModel()
    if (!model) return
    const place = spanOf(model.getValue(), about)
    const [start, end] = place ? [model.getPositionAt(place[0]), model.getPositionAt(place[1])] : [model.getFullModelRange().getStartPosition(), model.getFullModelRange().getEndPosition()]
    editor.setModelMarkers(model, 'policy', wrong === undefined ? [] : [{ message: wrong, severity: MarkerSeverity.Warning, startLineNumber: start.lineNumber, startColumn: start.column, endLineNumber: end.lineNumber, endColumn: end.column }])
  }, [wrong, about, value])

  useEffect(() => {
    const completion: IDisposable = languages.registerCompletionItemProvider('sql', {
      provideCompletionItems: (model, position) => {
        const at = model.getWordUntilPosition(position)
        const range = { startLineNumber: position.lineNumber, endLineNumber: position.lineNumber, startColumn: at.startColumn, endColumn: at.endColumn }
        return {
          suggestions: [
            ...schema.columns.map((c) => ({ label: { label: c.name, description: c.title }, detail: `${c.type} · ${text.of('use', c.use)}`, documentation: allowedOf(c, text), kind: languages.CompletionItemKind.Field, insertText: quoted(c.name), sortText: `0${c.name}`, range })),
            { label: schema.table, kind: languages.CompletionItemKind.Struct, insertText: quoted(schema.table), sortText: '1', range },
            ...tables.flatMap((t) => [
              { label: { label: t.as, description: t.title }, kind: languages.CompletionItemKind.Struct, insertText: t.as, sortText: '1', range },
              ...t.columns.map((c) => ({ label: { label: `${t.as}.${c.name}`, description: c.title }, detail: `${c.type} · ${text.of('use', c.use)}`, documentation: allowedOf(c, text), kind: languages.CompletionItemKind.Field, insertText: `${t.as}.${quoted(c.name)}`, sortText: `1${t.as}.${c.name}`, range })),
            ]),
            ...[...new Set([...(isNoisy ? functions.noisy : functions.aggregate), ...functions.scalar])].map((f) => ({ label: f, kind: languages.CompletionItemKind.Function, insertText: `${f}(`, sortText: `2${f}`, range })),
            ...words.map((w) => ({ label: w, kind: languages.CompletionItemKind.Keyword, insertText: w, sortText: `3${w}`, range })),
          ],
        }
      },
    })
    return () => completion.dispose()
  }, [schema, tables, isNoisy, text])

  return <div ref={box} className="editor" />
}
