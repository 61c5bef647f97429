package imageproxy_test

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
	"deskside/shared/content/imageproxy"
)

const picture = `https://cdn.example/a b.png?x=1&y="é`

func parse(t *testing.T, s string) content.URL {
	u, err := content.ParseURL(s)
	require.NoError(t, err)
	return u
}

func TestAProxyHasTheImagesAddress(t *testing.T) {
	u := parse(t, picture)
	p, err := imageproxy.New("https://img.example/load?url={url}&w=600", nil)
	require.NoError(t, err)
	proxied, err := url.Parse(p.Image(u).String())
	require.NoError(t, err)
	require.Equal(t, "img.example", proxied.Host)
	require.Equal(t, u.String(), proxied.Query().Get("url"))
	require.Equal(t, "600", proxied.Query().Get("w"))

	p, err = imageproxy.New("https://img.example/{base64}", nil)
	require.NoError(t, err)
	require.Equal(t, "https://img.example/aHR0cHM6Ly9hLmIvYw", p.Image(parse(t, "https://a.b/c")).String())
}

func TestASignatureIsThatOfTheKeyAndTheAddress(t *testing.T) {
	p, err := imageproxy.New("https://img.example/{signature}/{hex}", []byte("key"))
	require.NoError(t, err)
	u := parse(t, picture)
	parts := strings.Split(p.Image(u).String(), "/")
	address, err := hex.DecodeString(parts[4])
	require.NoError(t, err)
	require.Equal(t, u.String(), string(address))
	mac := hmac.New(sha256.New, []byte("key"))
	mac.Write(address)
	require.Equal(t, hex.EncodeToString(mac.Sum(nil)), parts[3])
	other, err := imageproxy.New("https://img.example/{signature}/{hex}", []byte("other key"))
	require.NoError(t, err)
	require.NotEqual(t, p.Image(u), other.Image(u))
}

func TestAProxyThatCannotWorkIsRefused(t *testing.T) {
	for name, tt := range map[string]struct{ template, key string }{
		"no address":             {"", ""},
		"no place for the image": {"https://img.example/", ""},
		"a script":               {"javascript:x{url}", ""},
		"a mail":                 {"mailto:a@b.cd?subject={url}", ""},
		"a place and no key":     {"https://img.example/{signature}/{hex}", ""},
		"a key and no place":     {"https://img.example/{hex}", "key"},
		"a host from the image":  {"https://{hex}/", ""},
	} {
		_, err := imageproxy.New(tt.template, []byte(tt.key))
		require.Error(t, err, name)
		require.NotContains(t, err.Error(), "key\"", name)
	}
}

func TestPrintersLoadImagesAsTheyAreTold(t *testing.T) {
	const rel = ` rel="noopener noreferrer nofollow ugc"`
	p, err := imageproxy.New("https://img.example/?u={url}", nil)
	require.NoError(t, err)
	d := html.Parse(`a <img src=https://x.yz/p alt=q width=9><a href=https://c.de/><img src=https://x.yz/p><img src=https://x.yz/p alt=r></a>`)
	for name, tt := range map[string]struct {
		image func(content.URL) content.URL
		want  string
	}{
		"as they are":       {nil, `<p>a <img src="https://x.yz/p" alt="q" width="9"><a href="https://c.de/"` + rel + `><img src="https://x.yz/p" alt=""><img src="https://x.yz/p" alt="r"></a></p>`},
		"through the proxy": {p.Image, `<p>a <img src="https://img.example/?u=https%3A%2F%2Fx.yz%2Fp" alt="q" width="9"><a href="https://c.de/"` + rel + `><img src="https://img.example/?u=https%3A%2F%2Fx.yz%2Fp" alt=""><img src="https://img.example/?u=https%3A%2F%2Fx.yz%2Fp" alt="r"></a></p>`},
		"not at all":        {content.NoImage, `<p>a <a href="https://x.yz/p"` + rel + `>q</a><a href="https://c.de/"` + rel + `>https://x.yz/pr</a></p>`},
	} {
		t.Run(name, func(t *testing.T) {
			printer := html.Printer{Image: tt.image}
			require.Equal(t, tt.want, string(printer.Append(nil, d)))
		})
	}
	program := string(draw.AppendImages(nil, d, p.Image))
	require.Equal(t, 3, strings.Count(program, "https://img.example/?u=https%3A%2F%2Fx.yz%2Fp"))
	require.NotContains(t, program, "https://x.yz/p")
	require.Contains(t, string(draw.AppendImages(nil, d, content.NoImage)), "https://x.yz/p")
	require.NotContains(t, string(draw.AppendImages(nil, d, content.NoImage)), string([]byte{byte(draw.Img), byte(draw.Src)}))
}

// A mail may have a picture for every eleven bytes.
func TestAnAddressTakesNoMoreRoomThanItHas(t *testing.T) {
	p, err := imageproxy.New("https://img.example/{signature}/{base64}?u={url}&h={hex}", []byte("key"))
	require.NoError(t, err)
	u := parse(t, "https://cdn.example/a.png")
	want := p.Image(u)
	allocated := testing.AllocsPerRun(1000, func() { _ = p.Image(u) })
	// It is the address alone, but the race detector has pools forget.
	require.Less(t, allocated, 8.0)
	require.Equal(t, want, p.Image(u), "and is the same every time")
}

func TestSeveralMayAskAtOnce(t *testing.T) {
	p, err := imageproxy.New("https://img.example/{signature}/{hex}", []byte("key"))
	require.NoError(t, err)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			u, _ := content.ParseURL("https://cdn.example/" + strings.Repeat("x", i) + ".png")
			want := p.Image(u)
			for range 200 {
				if p.Image(u) != want {
					t.Errorf("another address for %s", u)
					return
				}
			}
		})
	}
	all.Wait()
}
