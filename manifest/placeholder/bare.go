package placeholder

import "bytes"

// BareEnd is the offset after the bare placeholder that starts at offset i of a
// JSON text, in the place of a value without quotes, or 0 if none does. A bare
// placeholder starts with one of the forms and runs up to the next separator.
func BareEnd(b []byte, i int) int {
	if !opens[b[i]] {
		return 0
	}
	for f := range forms {
		form := &forms[f]
		if !bytes.HasPrefix(b[i:], []byte(form.open)) {
			continue
		}
		if form.place == anywhere {
			return bareBracketsEnd(b, i, form)
		}
		if end := tokenEnd(b, i); end > i+1 && form.length(string(b[i:end])) > 0 && !isRuntimeName(string(b[i:end])) {
			return end
		}
	}
	return 0
}

// bareBracketsEnd is BareEnd for a form with brackets. Between the brackets it accepts
// more characters than a placeholder in a text has, because no value of JSON begins
// like that.
func bareBracketsEnd(b []byte, i int, form *form) int {
	// The body holds no second opening bracket, so the search takes linear time.
	bracket := form.open[len(form.open)-1]
	end := i + len(form.open)
	for end < len(b) && b[end] >= ' ' && b[end] != '"' && b[end] != bracket && !bytes.HasPrefix(b[end:], []byte(form.close)) {
		end++
	}
	if !bytes.HasPrefix(b[end:], []byte(form.close)) {
		return 0
	}
	return tokenEnd(b, end+len(form.close))
}

// tokenEnd is the offset of the first separator of JSON from offset i on.
func tokenEnd(b []byte, i int) int {
	for i < len(b) && bytes.IndexByte([]byte(" \t\r\n\",:]}"), b[i]) < 0 {
		i++
	}
	return i
}
