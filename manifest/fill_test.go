package manifest

import "testing"

func TestReplaceName(t *testing.T) {
	for _, test := range []struct{ text, placeholder, want string }{
		{"a=$P;b=$P", "$P", "a=x;b=x"},
		{"$P_PORT and $P and $Ps", "$P", "$P_PORT and x and $Ps"},
		{"${P}${P}_PORT", "${P}", "xx_PORT"},
		{"http://$P:1", "http://$P", "x:1"},
		{"", "$P", ""},
	} {
		if got := replaceName(test.text, test.placeholder, "x"); got != test.want {
			t.Errorf("%q for %q: got %q, want %q", test.text, test.placeholder, got, test.want)
		}
	}
}
