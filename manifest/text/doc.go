// Package text describes places in a text, and edits of the text. It does not know
// what the text means.
//
//	lines := text.NewLines(src)
//	p := lines.Position(offset) // line and column of a byte
//	out, err := text.Splice(src, []text.Edit{{Span: text.Span{Start: 3, End: 5}, Text: "x"}})
//
// [Splice] keeps every byte outside the spans of its edits (law L2). Offsets
// count bytes from the start of the text; columns count code points.
package text
