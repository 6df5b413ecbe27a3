package lsp

import (
	"net/url"
	"path"
	"path/filepath"
	"strings"
)

// pathOf is the absolute path that a URI names, "" if it names no file of this machine:
// a document that was never saved, or one of another scheme.
func pathOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "file" || u.Host != "" && u.Host != "localhost" || u.Path == "" {
		return ""
	}
	p := u.Path
	if isDrive(p) {
		p = p[1:]
	}
	if p = filepath.FromSlash(p); !filepath.IsAbs(p) {
		return ""
	}
	return filepath.Clean(p)
}

// uriOf is the URI of an absolute path.
func uriOf(path string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // a drive
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}

// isDrive reports whether the path of a URI starts with a drive of Windows: /C:/x.
func isDrive(p string) bool {
	return len(p) >= 3 && p[2] == ':' && (p[1]|0x20) >= 'a' && (p[1]|0x20) <= 'z' && filepath.Separator == '\\'
}

// nameOf is the last part of the name of a document that has no file.
func nameOf(uri string) string {
	u, err := url.Parse(uri)
	if err != nil {
		return "document"
	}
	if u.Opaque != "" {
		return path.Base("/" + u.Opaque)
	}
	return path.Base("/" + u.Path)
}
