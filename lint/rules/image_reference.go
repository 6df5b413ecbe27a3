package rules

import (
	"fmt"
	"strconv"
	"strings"
)

// reference is the name of an image, taken apart as container engines do (grammar of
// github.com/distribution/reference). That package compiles its regular expressions at
// each start of a program, and its errors name no place. So this reader is our own, and
// a test compares it with the package.
type reference struct {
	domain string // of the registry with its port; "" for the engine's own
	path   string // of the repository, such as "library/registry"
	tag    string
	digest string
}

// referenceFault says where the name of an image breaks the grammar.
type referenceFault struct {
	start, end int    // bytes of the name
	message    string // what stands there, and what was expected
}

// parseReference takes the name of an image apart. The fault is nil if a
// container engine takes the name.
func parseReference(image string) (reference, *referenceFault) {
	r := splitReference(image)
	if len(image) == 64 && strings.Trim(image, "0123456789abcdef") == "" {
		return r, &referenceFault{0, len(image), "is the identifier of an image: expected its name"}
	}
	at := 0
	if r.domain != "" {
		// "foo_bar.example" is no host name, but may begin a path.
		if fault := checkDomain(r.domain); fault != nil && checkPath(r.domain, 0) != nil {
			return r, fault
		}
		at = len(r.domain) + 1
	}
	if fault := checkPath(r.path, at); fault != nil {
		return r, fault
	}
	if at += len(r.path); len(r.repository()) > maxPath {
		return r, &referenceFault{at - len(r.path), at, fmt.Sprintf("has a path of %d characters: expected at most %d", len(r.repository()), maxPath)}
	}
	if rest := image[at:]; strings.HasPrefix(rest, ":") {
		if fault := checkTag(r.tag, at+1); fault != nil {
			return r, fault
		}
		at += 1 + len(r.tag)
	}
	if strings.HasPrefix(image[at:], "@") {
		return r, checkDigest(r.digest, at+1)
	}
	return r, nil
}

// The longest path and tag, in characters.
const (
	maxPath = 255
	maxTag  = 128
)

// repository is the path under which the registry knows the image: "registry"
// is short for "library/registry" in the engine's own registry.
func (r reference) repository() string {
	ownRegistry := r.domain == "" || r.domain == "docker.io" || r.domain == "index.docker.io"
	if ownRegistry && !strings.Contains(r.path, "/") {
		return "library/" + r.path
	}
	return r.path
}

// splitReference takes the name of an image apart, whether or not its parts
// follow the grammar.
func splitReference(image string) reference {
	var r reference
	image, r.digest, _ = strings.Cut(image, "@")
	if first, rest, found := strings.Cut(image, "/"); found && isDomain(first) {
		r.domain, image = first, rest
	}
	r.path = image
	name := strings.LastIndexByte(image, '/') + 1
	if colon := strings.IndexByte(image[name:], ':'); colon >= 0 {
		r.path, r.tag = image[:name+colon], image[name+colon+1:]
	}
	return r
}

// isDomain reports whether the first part of a name is that of a registry:
// it holds a dot, a colon or an upper case letter, or is "localhost".
func isDomain(first string) bool {
	return first == "localhost" || strings.ContainsAny(first, ".:") || strings.ToLower(first) != first
}

// checkDomain checks a host name or address with an optional port.
func checkDomain(domain string) *referenceFault {
	host, port, hasPort := domain, "", false
	if end := strings.IndexByte(domain, ']'); strings.HasPrefix(domain, "[") && end > 1 && strings.Trim(domain[1:end], "0123456789abcdefABCDEF:") == "" {
		host = domain[:end+1]
		if host == domain {
			return nil
		}
		port, hasPort = strings.CutPrefix(domain[end+1:], ":")
		if !hasPort {
			return &referenceFault{end + 1, len(domain), "has " + strconv.Quote(domain[end+1:]) + " after the address: expected a port or a slash"}
		}
	} else {
		host, port, hasPort = strings.Cut(domain, ":")
		if fault := checkHost(host); fault != nil {
			return fault
		}
	}
	if hasPort && (port == "" || strings.Trim(port, "0123456789") != "") {
		return &referenceFault{len(host), len(domain), "has " + strconv.Quote(domain[len(host):]) + " after the registry: expected a port number"}
	}
	return nil
}

// checkHost checks a host name: labels of letters, digits and inner hyphens.
func checkHost(host string) *referenceFault {
	at := 0
	for label := range strings.SplitSeq(host, ".") {
		for i := range len(label) {
			if c := label[i]; !isAlphanumeric(c) && !isUpper(c) && (c != '-' || i == 0 || i == len(label)-1) {
				return &referenceFault{at + i, at + i + runeLen(label[i:]), "has " + quoteFirst(label[i:]) + " in its registry: expected letters, digits, \".\" and inner \"-\""}
			}
		}
		if label == "" {
			return &referenceFault{at, min(at+1, len(host)), "has an empty part in its registry: expected a host name"}
		}
		at += len(label) + 1
	}
	return nil
}

// checkPath checks the parts of a path, which starts at a byte of the name:
// lower case letters and digits, with single separators between them.
func checkPath(path string, at int) *referenceFault {
	for part := range strings.SplitSeq(path, "/") {
		if part == "" {
			return &referenceFault{at, at, "has an empty part in its path: expected a name"}
		}
		for i := 0; i < len(part); {
			if isAlphanumeric(part[i]) {
				i++
				continue
			}
			run := separatorLen(part[i:])
			if run == 0 || i == 0 || i+run == len(part) || !isAlphanumeric(part[i+run]) {
				return pathFault(part[i:], at+i, run)
			}
			i += run
		}
		at += len(part) + 1
	}
	return nil
}

// pathFault says what is wrong at the start of rest, which may be a separator
// of some bytes.
func pathFault(rest string, at, separator int) *referenceFault {
	switch c := rest[0]; {
	case isUpper(c):
		return &referenceFault{at, at + 1, "has " + quoteFirst(rest) + " in its path: expected lower case letters"}
	case separator > 0:
		return &referenceFault{at, at + separator, "has " + strconv.Quote(rest[:separator]) + " in its path: expected a letter or digit before and after it"}
	}
	return &referenceFault{at, at + runeLen(rest), "has " + quoteFirst(rest) + " in its path: expected lower case letters, digits, \".\", \"_\" and \"-\""}
}
