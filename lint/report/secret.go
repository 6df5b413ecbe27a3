package report

import (
	"slices"
	"strings"

	"github.com/iotedge-tools/edgeproxy/manifest"
)

// mask stands for a password. Its length says nothing about the password's.
const mask = "***"

// secrets are the passwords in a file, in rising order. They are looked for
// once a file, since a line of a minified one may be shown a thousand times.
type secrets []manifest.Span

// within are those that touch a part of the file, cut to it.
func (s secrets) within(start, end int) []manifest.Span {
	first, _ := slices.BinarySearchFunc(s, start, func(p manifest.Span, at int) int { return p.End - at })
	var found []manifest.Span
	for _, p := range s[first:] {
		if p.Start >= end {
			break
		}
		if from, to := max(start, p.Start), min(end, p.End); from < to {
			found = append(found, manifest.Span{Start: from - start, End: to - start})
		}
	}
	return found
}

// HidePath is a path without passwords. A colon and an '@' in different
// folders are no sign of one unless a scheme stands before them.
func HidePath(path string) string {
	if !strings.Contains(path, "@") && !strings.Contains(path, "%") {
		return path
	}
	if scheme, _, ok := strings.Cut(path, ":/"); ok && len(scheme) > 1 {
		return manifest.RedactText(path)
	}
	parts := strings.Split(path, "/")
	for i, part := range parts {
		parts[i] = manifest.RedactText(part)
	}
	return strings.Join(parts, "/")
}

// Hide is a message without passwords: in what it quotes, and in the names of
// files, which stand in it as they are.
func Hide(message string) string {
	if !strings.Contains(message, "@") && !strings.Contains(message, "%40") {
		return message
	}
	words := strings.Split(manifest.RedactQuoted(message), " ")
	for i, word := range words {
		if !strings.Contains(word, `"`) {
			words[i] = HidePath(word)
		}
	}
	return strings.Join(words, " ")
}

// failed are the failures without passwords.
func (r *Run) failed() []Failure {
	all := make([]Failure, len(r.Failures))
	for i, f := range r.Failures {
		all[i] = Failure{HidePath(f.Path), Hide(f.Message)}
	}
	return all
}
