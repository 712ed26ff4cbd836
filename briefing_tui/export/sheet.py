"""The style sheet of an exported page: to be read on a screen of any width, and on paper.

It asks for nothing from outside: the fonts are those that systems have.
"""

SHEET = """\
:root {
  color-scheme: light dark;
  --paper: #fdfcf9;
  --ink: #211f1c;
  --quiet: #6b655c;
  --line: #e2dcd0;
  --wash: #f5f1e8;
  --accent: #8c2f1c;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "Source Serif 4",
    "Noto Serif", Georgia, "Noto Naskh Arabic", serif;
  --sans: ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans",
    "Liberation Sans", Arial, sans-serif;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #181613;
    --ink: #e8e2d7;
    --quiet: #a49c8f;
    --line: #39342c;
    --wash: #211e19;
    --accent: #e8a488;
  }
}
* { box-sizing: border-box; }
html {
  font-size: clamp(1.0625rem, 0.97rem + 0.4vw, 1.25rem);
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
  scroll-padding-block: 2rem 30vh;
}
body {
  margin: 0;
  padding: 0 1.15rem;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.6 var(--serif);
  font-kerning: normal;
  overflow-wrap: break-word;
}
article, nav { max-width: 35rem; margin: 0 auto; padding-block: clamp(1.75rem, 7vh, 5rem) 3.5rem; }
article + article { border-block-start: 1px solid var(--line); }
a { color: inherit; text-decoration: underline; text-decoration-color: var(--accent);
  text-decoration-thickness: 1px; text-underline-offset: 0.18em; }
a:hover { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
h1, h2, h3, h4, h5, h6 { line-height: 1.22; text-wrap: balance; margin-block: 2.2em 0.6em; }
h1 { font-size: clamp(1.75rem, 1.35rem + 1.9vw, 2.5rem); font-weight: 600; letter-spacing: -0.012em;
  margin-block: 0 0.55em; }
h2 { font-size: 1.25rem; font-weight: 600; }
h3 { font-size: 1.05rem; font-weight: 600; }
h4, h5, h6 { font-size: 1rem; font-weight: 600; font-style: italic; }
p { margin-block: 0 1em; text-wrap: pretty; }
.kind, .meta, .label, .evidence, .about, .author dl, .sources, .cite, .notes, th, .back {
  font-family: var(--sans); }
.kind, .label { color: var(--accent); font-size: 0.8125rem; font-weight: 600;
  letter-spacing: 0.045em; }
.kind { margin-block: 0 0.7em; }
.meta { color: var(--quiet); font-size: 0.8125rem; line-height: 1.55; margin: 0; }
.meta .by { color: var(--ink); font-weight: 600; }
.takeaways { background: var(--wash); border-inline-start: 3px solid var(--accent);
  padding: 1.15rem 1.4rem 1.25rem; margin-block: 2.1rem 2.4rem; }
.takeaways .label { margin: 0 0 0.7em; }
.takeaways ul { margin: 0; padding: 0; list-style-type: ""; }
.takeaways li + li { margin-block-start: 0.8em; }
.evidence { display: block; color: var(--quiet); font-size: 0.75rem; margin-block-start: 0.15em; }
.text > p[data-number] { position: relative; }
@media screen and (min-width: 48rem) {
  .text > p[data-number]::before {
    content: attr(data-number);
    position: absolute; inset-inline-start: -3.2rem; inline-size: 2.2rem;
    text-align: end; font: 0.6875rem/2.4 var(--sans); color: var(--quiet); opacity: 0.75;
    font-variant-numeric: tabular-nums;
  }
}
.text > p:target { background: linear-gradient(var(--wash), var(--wash)); box-shadow:
  0 0 0 0.4rem var(--wash); }
.mark { font: 0.68em/1 var(--sans); vertical-align: baseline; position: relative; top: -0.45em;
  white-space: nowrap; }
.mark::before { content: "\\2060"; } /* no line begins with a mark */
.mark a { color: var(--accent); text-decoration: none; padding: 0.35em 0.08em; }
.mark a:hover { text-decoration: underline; }
.mark a:target, .notes li:target, .sources li:target { background: var(--wash);
  box-shadow: 0 0 0 0.35em var(--wash); border-radius: 1px; }
blockquote { margin: 1.2em 0; padding-inline-start: 1.2em;
  border-inline-start: 2px solid var(--line);
  color: var(--quiet); font-style: italic; }
.text ul, .text ol { padding-inline-start: 1.5em; margin-block: 0 1em; }
.text li + li { margin-block-start: 0.35em; }
hr { border: 0; text-align: center; margin: 2em 0; }
hr::before { content: "* * *"; color: var(--quiet); letter-spacing: 0.4em; }
pre, code { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono",
  monospace; font-size: 0.86em; }
pre { background: var(--wash); padding: 0.9em 1.1em; overflow-x: auto; line-height: 1.5; }
.table { overflow-x: auto; margin-block: 1.4em; }
table { border-collapse: collapse; font-size: 0.89rem; line-height: 1.45; min-width: 100%;
  font-variant-numeric: lining-nums tabular-nums; }
th { text-align: start; font-size: 0.75rem; font-weight: 600; color: var(--quiet);
  border-block-end: 1.5px solid var(--ink); }
th, td { padding: 0.45em 1.4em 0.45em 0; vertical-align: baseline; }
td { border-block-end: 1px solid var(--line); }
.right { text-align: end; }
.center { text-align: center; }
.back-matter { margin-block-start: 3.2rem; border-block-start: 1px solid var(--line);
  padding-block-start: 1.5rem; }
.back-matter .label { margin: 0 0 1em; }
.notes, .sources { font-size: 0.8125rem; line-height: 1.5; margin: 0; padding-inline-start: 2.3em; }
.sources { list-style-type: ""; padding: 0; }
.notes li + li, .sources li + li { margin-block-start: 0.75em; }
.notes li::marker { color: var(--quiet); font-variant-numeric: tabular-nums; }
.means { color: var(--quiet); }
.address { color: var(--quiet); text-decoration-color: var(--line); overflow-wrap: anywhere; }
.back { color: var(--accent); text-decoration: none; white-space: nowrap; padding-inline: 0.15em; }
.sources .title { font-weight: 600; }
.sources a, .means a, .evidence a {
  text-decoration-color: color-mix(in srgb, currentColor 45%, transparent); }
.sources .from { color: var(--quiet); display: block; }
.author + .author { margin-block-start: 1.6rem; }
.author .name { font-size: 1.15rem; font-weight: 600; margin: 0; }
.about { color: var(--quiet); margin-block: 0 0.7em; }
.author p { font-size: 0.93rem; line-height: 1.55; }
.author .about { font-size: 0.8125rem; }
.author dl { font-size: 0.8125rem; margin: 0; display: grid; grid-template-columns: auto 1fr;
  gap: 0.2em 1em; }
.author dt { color: var(--quiet); }
.author dd { margin: 0; }
.cite { font-size: 0.8125rem; margin: 0; }
nav { padding-block-end: 0; }
nav ol { padding-inline-start: 1.5em; }
@media (max-width: 30rem) {
  .takeaways { margin-inline: -1.15rem; padding-inline: 1.15rem; }
}
@page { margin: 22mm 20mm 20mm; @bottom-center { content: counter(page); font: 8pt sans-serif; } }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #444; --line: #bbb; --wash: #fff; --accent: #000; }
  html { font-size: 10.5pt; }
  body { padding: 0; line-height: 1.45; hyphens: auto; }
  article, nav { max-width: none; padding: 0; }
  article + article, nav + article { break-before: page; border: 0; }
  a { text-decoration: none; }
  .text a[href^="http"]::after, .author a[href^="http"]::after {
    content: " <" attr(href) ">"; font-size: 0.85em; overflow-wrap: anywhere; }
  .text a.address::after, .author a.address::after, .back { display: none; }
  .takeaways { padding-block: 0.2rem; break-inside: avoid; }
  h1, h2, h3, h4 { break-after: avoid; }
  .label { break-after: avoid; }
  li, tr, blockquote, .author { break-inside: avoid; }
  p { orphans: 3; widows: 3; }
  .back-matter { margin-block-start: 1.8rem; }
}
"""
