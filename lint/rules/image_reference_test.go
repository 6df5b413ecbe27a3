package rules

import (
	_ "crypto/sha512" // a digest of this kind is valid where a program knows it, as engines do
	"strings"
	"testing"

	oracle "github.com/distribution/reference"
)

const testDigest = "@sha256:" + exampleDigest

// referenceSeeds are names of images, right and wrong, in every part.
var referenceSeeds = []string{
	"a", "a:1", "a/b", "a.b/c:1", "localhost/a", "localhost:5000/a/b_c:1.0", "example.azurecr.io/team/app__x:1-a", "a--b/c", "a.-b", "a_.b", "a___b",
	"Host/app", "host/App", "App", "a/", "/a", "a//b", "-a/b", "a-", "a.", "foo_bar.com/x", "a..b/c", "a:", "a:1:2", "a:1,", "a:-1", "a:.1", "a:1 x", "a b",
	"https://a.io/b", "a:1/b", "a:x/b", "a:/b", "[::1]/a", "[::1]:5000/a", "[::1]x/a", "[g]/a", "[]/a", "a-.b/c", "-a.b/c", "A.b:5/c", ":5/c", ".a/c",
	"a" + testDigest, "a:1" + testDigest, "a@sha256:abc", "a@", "a@sha256:", "a@md5:" + strings.Repeat("0", 32), "a@sha256:" + strings.Repeat("A", 64),
	"a@sha512:" + strings.Repeat("0", 128), "a@sha384:" + strings.Repeat("0", 96), "a" + testDigest + "0", "a" + testDigest + ",", "a" + testDigest + "@x",
	exampleDigest, exampleDigest + ":1", "x/" + exampleDigest, strings.Repeat("a", 255), strings.Repeat("a", 256), "a:" + strings.Repeat("1", 128), "a:" + strings.Repeat("1", 129),
	"a:$TAG", "a:#{Tag}#", "a:<VERSION>", "$(acr)/a", "{{acr}}/a", "a:é", "é", "a\n", "a:1\n", "a\xff", "docker.io/a", "index.docker.io/A", "0:\x10", "\x10.a/b", "",
}

// TestReferenceGrammar holds the reader to the one that container engines use.
func TestReferenceGrammar(t *testing.T) {
	for _, seed := range referenceSeeds {
		checkReference(t, seed)
		for i := range seed {
			if len(seed) > 80 && i > 2 && i < len(seed)-2 {
				continue
			}
			checkReference(t, seed[:i]+seed[i+1:])
			for _, sign := range []string{"a", "A", "0", "/", ":", "@", ".", "_", "-", "[", "]", ",", " ", "$"} {
				checkReference(t, seed[:i]+sign+seed[i:])
				checkReference(t, seed[:i]+sign+seed[i+1:])
			}
		}
	}
}

func FuzzReferenceGrammar(f *testing.F) {
	for _, seed := range referenceSeeds {
		f.Add(seed)
	}
	f.Fuzz(checkReference)
}

func checkReference(t *testing.T, image string) {
	named, err := oracle.ParseNormalizedNamed(image)
	r, fault := parseReference(image)
	switch {
	case (err == nil) != (fault == nil):
		t.Errorf("%.60q: got %+v, the engines say %v", image, fault, err)
	case fault != nil:
		if fault.start < 0 || fault.end < fault.start || fault.end > len(image) || !strings.Contains(fault.message, ": expected ") {
			t.Errorf("%.60q: fault %+v lies outside the name or says nothing", image, fault)
		}
	default:
		tagged, hasTag := named.(oracle.Tagged)
		if hasTag != (r.tag != "") || hasTag && tagged.Tag() != r.tag {
			t.Errorf("%.60q: tag %q, the engines say %v", image, r.tag, named)
		}
		if path := oracle.Path(named); path != r.path && path != "library/"+r.path && !strings.HasSuffix(named.Name(), r.domain+"/"+r.path) {
			t.Errorf("%.60q: path %q, the engines say %q", image, r.path, path)
		}
	}
}
