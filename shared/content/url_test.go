package content_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
)

func TestParseURL(t *testing.T) {
	for name, tt := range map[string]struct{ in, want string }{
		"http is kept":                                {"http://a.b/c?d=e&f#g", "http://a.b/c?d=e&f#g"},
		"scheme and host are in lower case":           {"HTTPS://A.B/C", "https://a.b/C"},
		"an empty path is a slash":                    {"https://a.b?c", "https://a.b/?c"},
		"spaces around are cut":                       {" \n https://a.b/ ", "https://a.b/"},
		"a folded address is joined":                  {"https://a.b/c\r\n\td", "https://a.b/cd"},
		"backslashes are slashes":                     {`https:\\a.b\c?d\e`, "https://a.b/c?d%5Ce"},
		"a port is kept":                              {"https://a.b:8443/", "https://a.b:8443/"},
		"an IPv4 address is kept":                     {"http://192.168.0.1/", "http://192.168.0.1/"},
		"a name without dots is kept":                 {"http://localhost:8080/x", "http://localhost:8080/x"},
		"what ends attributes and values is escaped":  {"https://a.b/\"'<>[]{}|^` ", "https://a.b/%22%27%3C%3E%5B%5D%7B%7D%7C%5E%60"},
		"marks of direction are made visible":         {"https://a.b/\u202egpj.exe", "https://a.b/%E2%80%AEgpj.exe"},
		"invisible characters are made visible":       {"https://a.b/a\u200bb", "https://a.b/a%E2%80%8Bb"},
		"letters of any language are kept":            {"https://a.b/страница?имя=я", "https://a.b/страница?имя=я"},
		"a host in one script is kept":                {"http://ПРИМЕР.рф/", "http://пример.рф/"},
		"a host in Han and Latin is kept":             {"http://abc你好.com/", "http://abc你好.com/"},
		"a host in mixed scripts is in Punycode":      {"http://аpple.com/", "http://xn--pple-43d.com/"},
		"a host that looks Latin is in Punycode":      {"https://аррӏе.com/", "https://xn--80ak6aa92e.com/"},
		"a host in a script not known is in Punycode": {"http://☃.net/", "http://xn--n3h.net/"},
		"a host in wide letters is in plain ones":     {"http://ＯＫ。test/", "http://ok.test/"},
		"wide letters of a domain hide nothing":       {"http://аррӏе.ｃｏｍ/", "http://xn--80ak6aa92e.com/"},
		"letters and their marks are one letter":      {"http://bu\u0308cher.de/", "http://bücher.de/"},
		"Punycode stays Punycode":                     {"http://xn--e1afmkfd.xn--p1ai/", "http://xn--e1afmkfd.xn--p1ai/"},
		"www without a scheme gets one":               {"www.a.b/c", "https://www.a.b/c"},
		"a host without a scheme gets https":          {"//a.b/c", "https://a.b/c"},
		"mailto keeps address and subject":            {"MAILTO:a.b+c@d.ef?subject=g h", "mailto:a.b+c@d.ef?subject=g%20h"},
		"mailto loses other headers":                  {"mailto:a@b.cd?bcc=x@y.z", "mailto:a@b.cd"},
		"mailto loses a subject with others":          {"mailto:a@b.cd?subject=x&body=y", "mailto:a@b.cd"},
		"mailto loses a subject with a line end":      {"mailto:a@b.cd?subject=x%0Abcc:y", "mailto:a@b.cd"},
		"tel keeps digits":                            {"tel:+49 (30) 123-45", "tel:+493012345"},
	} {
		t.Run(name, func(t *testing.T) {
			u, err := content.ParseURL(tt.in)
			require.NoError(t, err)
			require.Equal(t, tt.want, u.String())
		})
	}
}

func TestParseURLRefuses(t *testing.T) {
	for name, tt := range map[string]struct {
		in   string
		want error
	}{
		"nothing":                           {" ", content.ErrURLEmpty},
		"a script":                          {"javascript:alert(1)", content.ErrURLScheme},
		"a script in pieces":                {"java\nscript:alert(1)", content.ErrURLScheme},
		"a script after control characters": {"\x01javascript:alert(1)", content.ErrURLScheme},
		"a script in capitals":              {"JaVaScRiPt:alert(1)", content.ErrURLScheme},
		"a script with a scheme's slashes":  {"javascript://a.b/%0aalert(1)", content.ErrURLScheme},
		"data":                              {"data:text/html,x", content.ErrURLScheme},
		"vbscript":                          {"vbscript:x", content.ErrURLScheme},
		"a file":                            {"file:///etc/passwd", content.ErrURLScheme},
		"a host that looks like a scheme":   {"a.b:80/c", content.ErrURLScheme},
		"a colon that could become one":     {"java\u200bscript:x", content.ErrURLScheme},
		"a path":                            {"/a/b", content.ErrURLRelative},
		"a fragment":                        {"#a", content.ErrURLRelative},
		"a user name":                       {"https://bank.example@evil.example/", content.ErrURLCredentials},
		"a user name and password":          {"https://a:b@c.d/", content.ErrURLCredentials},
		"a control character":               {"https://a.b/\x00c", content.ErrURLControl},
		"bytes that are not UTF-8":          {"https://a.b/\xff", content.ErrURLControl},
		"no host":                           {"https:///", content.ErrURLHost},
		"one slash":                         {"https:/a.b", content.ErrURLHost},
		"an empty label":                    {"https://a..b/", content.ErrURLHost},
		"a host with escapes":               {"https://a%2eb/", content.ErrURLHost},
		"a host with an invisible letter":   {"https://a\u200bb.c/", content.ErrURLHost},
		"a number for a host":               {"http://2130706433/", content.ErrURLHost},
		"a hexadecimal address":             {"http://0x7f.0.0.1/", content.ErrURLHost},
		"an octal address":                  {"http://010.0.0.1/", content.ErrURLHost},
		"a short address":                   {"http://127.1/", content.ErrURLHost},
		"a number after a name":             {"http://а77.7/", content.ErrURLHost},
		"a label too long":                  {"http://" + strings.Repeat("☃", 60) + ".net/", content.ErrURLHost},
		"an IPv6 address":                   {"http://[::1]/", content.ErrURLHost},
		"a circled letter in a host":        {"http://ⓞk.test/", content.ErrURLHost},
		"a slash that is none in a host":    {"http://ok⁄a.test/", content.ErrURLHost},
		"a port too large":                  {"http://a.b:65536/", content.ErrURLHost},
		"an address without a domain":       {"mailto:a@b", content.ErrURLAddress},
		"two addresses":                     {"mailto:a@b.cd,e@f.gh", content.ErrURLAddress},
		"an address with escapes":           {"mailto:a%0a@b.cd", content.ErrURLAddress},
		"a code for a phone":                {"tel:*%2306%23", content.ErrURLAddress},
		"a phone number of letters":         {"tel:abc", content.ErrURLAddress},
		"too much":                          {"https://a.b/" + strings.Repeat("a", content.MaxURL), content.ErrURLTooLong},
	} {
		t.Run(name, func(t *testing.T) {
			u, err := content.ParseURL(tt.in)
			require.Equal(t, tt.want, err)
			require.True(t, u.IsZero())
			require.NotContains(t, err.Error(), "\n")
		})
	}
}

func TestResolve(t *testing.T) {
	base, err := content.ParseURL("https://a.b/c/d?e#f")
	require.NoError(t, err)
	for ref, want := range map[string]string{
		"g": "https://a.b/c/g", "./g?h": "https://a.b/c/./g?h", "/g": "https://a.b/g", "?g": "https://a.b/c/d?g",
		"//g.h": "https://g.h/", `\g`: "https://a.b/g", "http://x.y": "http://x.y/", "g:h": "", "#g": "", "javascript:x": "",
	} {
		u, _ := base.Resolve(ref)
		require.Equal(t, want, u.String(), ref)
	}
	bare, err := content.ParseURL("https://a.b")
	require.NoError(t, err)
	u, err := bare.Resolve("g")
	require.NoError(t, err)
	require.Equal(t, "https://a.b/g", u.String())
	mail, err := content.ParseURL("mailto:a@b.cd")
	require.NoError(t, err)
	_, err = mail.Resolve("g")
	require.Equal(t, content.ErrURLRelative, err)
}

func TestPartsOfAURL(t *testing.T) {
	for in, want := range map[string][3]string{
		"https://a.b:80/c":        {"https", "a.b", ""},
		"http://a.b?c":            {"http", "a.b", ""},
		"mailto:a@b.cd?subject=x": {"mailto", "", "a@b.cd"},
		"tel:+1 23":               {"tel", "", "+123"},
	} {
		u, err := content.ParseURL(in)
		require.NoError(t, err)
		require.Equal(t, want, [3]string{u.Scheme(), u.Host(), u.Address()}, in)
	}
	require.Equal(t, [3]string{}, [3]string{content.URL{}.Scheme(), content.URL{}.Host(), content.URL{}.Address()})
}

func TestEveryRefusalOfAnAddressHasItsReason(t *testing.T) {
	for err, want := range map[content.URLError]content.Reason{
		content.ErrURLEmpty: content.AddressEmpty, content.ErrURLTooLong: content.AddressLong, content.ErrURLScheme: content.AddressScheme,
		content.ErrURLRelative: content.AddressRelative, content.ErrURLControl: content.AddressControl,
		content.ErrURLCredentials: content.AddressCredentials, content.ErrURLHost: content.AddressHost, content.ErrURLAddress: content.AddressInvalid,
	} {
		require.Equal(t, want, content.ReasonOf(err), err.Error())
	}
}
