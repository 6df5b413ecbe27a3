package condition

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestParseRefuses: what IoT Hub refuses, and what nobody means, is an error at its place.
func TestParseRefuses(t *testing.T) {
	for _, test := range []struct{ condition, at, msg string }{
		{`tags.site="plant-a"`, `"plant-a"`, "expected a property"},
		{`tags.site=='plant-a'`, `==`, "== is no operator"},
		{`tags.site IN ['a','b']`, `IN`, "InvalidConfigurationTargetCondition"},
		{`tags.site nin ['a']`, `nin`, "NIN is refused"},
		{`tags.site='plant-a`, `'plant-a`, "no closing quote"},
		{`tags.site=‘plant-a’`, `‘`, "expected a property"},
		{`status='enabled'`, `status`, "deviceId, tags.NAME"},
		{`moduleId='a'`, `moduleId`, "deviceId, tags.NAME"},
		{`properties.desired.x=1`, `properties.desired.x`, "deviceId, tags.NAME"},
		{`capabilities.iotEdge=true`, `capabilities.iotEdge`, "deviceId, tags.NAME"},
		{`deviceId.x='a'`, `deviceId.x`, "deviceId, tags.NAME"},
		{`tags.my-tag='a'`, `tag`, "deviceId, tags.NAME"},
		{`tags.2nd='a'`, `2nd`, "a name after the dot"},
		{`starts_with(deviceId,'a')`, `starts_with`, "no function"},
		{`is_defined('a')`, `'a'`, "expected a property"},
		{`is_defined(true)`, `is_defined`, "takes a property"},
		{`SELECT * FROM devices`, `SELECT`, "belongs to a query"},
		{`WHERE tags.x='y'`, `WHERE`, "belongs to a query"},
		{`* AND tags.x='y'`, `*`, "expected a property"},
		{`tags.x='y' AND`, ``, "the condition ends here"},
		{`AND tags.x='y'`, `AND`, "nothing before it"},
		{`(tags.x='y'`, `(`, "not closed"},
		{`tags.x='y')`, `)`, "AND, OR or the end"},
		{`tags.x='y' tags.z='a'`, `tags`, "AND, OR or the end"},
		{`tags.x=1=2`, `=2`, "second operator"},
		{`tags.x=9a`, `9a`, "is no number"},
		{`tags.x=1e999`, `1e999`, "is no number"},
		{`tags.[[x='y'`, `[[`, "not followed by a name"},
		{`tags.x=['a'`, `[`, "list is not closed"},
		{`!tags.x`, `!`, "expected a property"},
		{`tags.x='a' && tags.y='b'`, `&`, "AND, OR or the end"},
		{"   ", ``, "nothing but blanks"},
		{strings.Repeat("(", 300) + "true", `(`, "nested too deep"},
		{strings.Repeat("NOT ", 300) + "true", `NOT`, "nested too deep"},
		{"tags.x=1" + strings.Repeat("+1", 2000), `+`, "too many values"},
	} {
		c, err := Parse(test.condition)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("Parse(%.60q) = %v, want an *Error", test.condition, c)
			continue
		}
		if !strings.Contains(e.Msg, test.msg) || !strings.HasPrefix(test.condition[e.Span.Start:], test.at) {
			t.Errorf("Parse(%.60q): %v at %d: want %q at %q", test.condition, e, e.Span.Start, test.msg, test.at)
		}
	}
}

func TestParseWarns(t *testing.T) {
	for text, want := range map[string]string{
		"tags.a='x' AND tags.b='y' NOT tags.c='z'": "NOT follows without AND",
		"tags.a='x' AND tags.b='y' OR tags.c='z'":  "AND and OR",
		"tags.a='Hall 7'":                          "the text holds ' '",
		"tags.a='Zürich'":                          "the text holds 'ü'",
		"Tags.a='x'":                               `"Tags.a" is spelt in another case`,
		"deviceID='x'":                             `"deviceID" is spelt in another case`,
	} {
		c, err := Parse(text)
		if err != nil || len(c.Warnings()) != 1 || !strings.Contains(c.Warnings()[0].Msg, want) {
			t.Errorf("Parse(%q) = %v, %v: want one warning %q", text, c, err, want)
		}
	}
	for _, text := range []string{"*", "", "tags.a='-:.+%_#*?!(),=@;$''' OR tags.A1='x' OR NOT properties.reported.x.y=1.5", "(tags.a='x' OR tags.b='y') AND tags.c='z'"} {
		if c, err := Parse(text); err != nil || len(c.Warnings()) > 0 {
			t.Errorf("Parse(%q) = %v, %v: want no warning", text, c.Warnings(), err)
		}
	}
}

func TestErrorColumn(t *testing.T) {
	_, err := Parse(`tags.ü='ä' AND "x"`)
	if err == nil || !strings.HasPrefix(err.Error(), "column 16: ") {
		t.Errorf("error %v, want column 16: columns count code points", err)
	}
}

func TestAny(t *testing.T) {
	var all []*Condition
	for _, text := range []string{"tags.a='1' AND tags.b='2'", "", "tags.c='3' OR tags.d='4'", "NOT tags.e='it''s'"} {
		c, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, c)
	}
	c, err := Any(all...)
	if want := "(tags.a = '1' AND tags.b = '2') OR tags.c = '3' OR tags.d = '4' OR NOT tags.e = 'it''s'"; err != nil || c.String() != want {
		t.Errorf("Any = %v, %v, want %s", c, err, want)
	}
	if c, err := Any(); err != nil || c.all || c.root != nil {
		t.Errorf("Any() = %v, %v, want the empty condition", c, err)
	}
	if c, err := Any(all[0], &Condition{all: true}); err != nil || !c.all {
		t.Errorf("Any(…, *) = %v, %v, want *", c, err)
	}
}

// TestSecretInCondition: a word that a message quotes may be a part of an address, cut
// at a sign that no condition has.
func TestSecretInCondition(t *testing.T) {
	for _, text := range []string{
		"s3cr3t@proxy.example.com:3128", "tags.a='http://u:'s3cr3t@proxy.example.com'", "http://s3cr3t@proxy.example.com:3128", "tags.a = u:s3cr3t@proxy.example.com:3128",
		"tags.a=1 http://u:9s3cr3t@proxy.example.com", "tags.a='http://u:' OR s3cr3t('@proxy.example.com')",
	} {
		_, err := Parse(text)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("Parse(%q) has no error", text)
		} else if strings.Contains(e.Msg+e.Help, "s3cr3t") {
			t.Errorf("Parse(%.9q...) shows a password", text)
		}
	}
}

// TestManyProperties: the time for a condition grows with its length, whatever it reads. A
// quadratic parser would need much longer.
func TestManyProperties(t *testing.T) {
	const n = 50_000
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "tags.a%d='x' OR ", i)
	}
	c, err := Parse(b.String() + "tags.a0='x'")
	if err != nil || len(c.Paths()) != n {
		t.Fatalf("%v, %d properties", err, len(c.Paths()))
	}
	if keys, ok := c.Keys(); !ok || len(keys) != n+1 {
		t.Errorf("%d keys, %v", len(keys), ok)
	}
}

// TestManyWarnings: a condition that is odd all over has few warnings.
func TestManyWarnings(t *testing.T) {
	for _, part := range []string{"TAGS.a='x'", "tags.a='é'", "NOT tags.a='x' NOT tags.b='x'"} {
		c, err := Parse(strings.Repeat(part+" AND ", 50_000) + "tags.a='x'")
		if err != nil || len(c.Warnings()) != maxWarnings {
			t.Errorf("%s: %v, %d warnings", part, err, len(c.Warnings()))
		}
	}
}
