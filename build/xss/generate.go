package xss

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"
)

var (
	attackTags = strings.Fields("a abbr address article audio b base blockquote body br button canvas center code details dialog div embed " +
		"fieldset font form frameset h1 hr html i iframe image img input isindex keygen label li link map marquee math menu meta meter " +
		"object ol option p pre progress q s script section select slot source span strike strong style sub summary sup svg table tbody " +
		"td template textarea th time title tr track u ul var video wbr x-y xmp")
	attackEvents = strings.Fields("onabort onafterprint onanimationend onanimationstart onauxclick onbeforecopy onbeforecut onbeforeinput onbeforematch " +
		"onbeforepaste onbeforetoggle onbeforeunload onbegin onblur oncancel oncanplay onchange onclick onclose oncommand oncontextmenu " +
		"oncontentvisibilityautostatechange oncopy oncut ondblclick ondrag ondragstart ondrop onend onended onerror onfocus onfocusin onformdata " +
		"onfullscreenchange ongotpointercapture onhashchange oninput oninvalid onkeydown onkeypress onload onloadeddata onloadstart onmessage " +
		"onmousedown onmouseenter onmouseleave onmousemove onmouseover onmousewheel onpagehide onpageshow onpaste onpointerdown onpointerover " +
		"onpointerrawupdate onpopstate onprogress onreadystatechange onrepeat onreset onresize onscroll onscrollend onscrollsnapchange onsearch " +
		"onseeked onselect onselectionchange onselectstart onshow onslotchange onstart onstorage onsubmit onsuspend ontoggle ontouchstart " +
		"ontransitionend ontransitionrun onunhandledrejection onunload onvolumechange onwaiting onwebkitanimationend onwheel")
	// wrappers are places for a vector, which replaces the %.
	wrappers = []string{
		"%", "<p>%</p>", "[quote]%[/quote]", `<a href="https://ok.test/" title="%">x</a>`, "<a href='https://ok.test/%'>x</a>",
		"[url=https://ok.test/%]x[/url]", "[url=https://ok.test/]%[/url]", "[code]%[/code]", "<table><tr><td>%</td><td>y</td></tr></table>", "<svg>%</svg>",
		"<math><mtext>%</mtext></math>", "<!-- %", "<textarea>%", "<style>%</style>%", `<img src=https://img.test/a.png alt="%">`,
		`[img alt="%"]https://img.test/a.png[/img]`, `[quote="%"]x[/quote]`, "[color=%]x[/color]", "<pre><code>%</code></pre>", "<noscript>%</noscript>",
		"<select><option>%", "<template>%</template>", "<span class=mention data-id=1>%</span>", "<details><summary>%</summary>x</details>",
	}
	// closings end the tag of a combination, each in its own way.
	closings = []string{">x", "/>", " ", "//", ">x</%s>", " x=\">", "\n>", "><"}
)

func wrap(wrapper, source string) string { return strings.ReplaceAll(wrapper, "%", source) }

// Combinations gives every tag with every event attribute, written and wrapped in turns.
func Combinations() iter.Seq[string] {
	return func(yield func(string) bool) {
		n := 0
		for _, tag := range attackTags {
			for _, event := range attackEvents {
				closing := strings.ReplaceAll(closings[n%len(closings)], "%s", tag)
				space := []string{" ", "/", "\t", "\n", "\f", " src=x ", " href=https://ok.test/ ", " style=color:red "}[n/3%8]
				quote := []string{"", `"`, "'"}[n/5%3]
				source := fmt.Sprintf("<%s%s%s=%salert(1)%s%s", tag, space, event, quote, quote, closing)
				if !yield(wrap(wrappers[n/7%len(wrappers)], source)) {
					return
				}
				n++
			}
		}
	}
}

// Mutations gives n texts bred from vectors, the same ones for the same seed: cut, joined, wrapped
// in each other, with bytes put in, taken out and written otherwise.
func Mutations(vectors []Vector, seed uint64, n int) iter.Seq[string] {
	return func(yield func(string) bool) {
		r := rand.New(rand.NewPCG(seed, 0x785353))
		pick := func() string { return vectors[r.IntN(len(vectors))].Source }
		for range n {
			source := pick()
			for range 1 + r.IntN(4) {
				source = mutate(r, source, pick)
			}
			if !yield(source) {
				return
			}
		}
	}
}

// specks are what mutations put between the bytes of a vector.
var specks = []string{
	"\x00", "\t", "\n", "\r", "\f", " ", "/", ">", "<", "\"", "'", "`", "=", "&", ";", "[", "]", "[/", "-->", "<!--", "]]>", "<![CDATA[", "</p>", "</style>", "</svg>",
	"</math>", "<p>", "<b>", "<a href='", "<svg>", "<math>", "<style>", "<table>", "<td>", "[b]", "[/b]", "[code]", "[/code]", "[url=", "[/url]", "[quote=\"", "&lt;", "&#x22;",
	"&quot;", "\u200b", "\u202e", "\ufeff", "\u00a0", "\xff", "\xc0", "javascript:", "onclick=alert(1)", " onerror=alert(1) ", "src=x", "\\", "%0a",
}

func mutate(r *rand.Rand, s string, pick func() string) string {
	at := r.IntN(len(s) + 1)
	switch r.IntN(9) {
	case 0:
		return s[:at]
	case 1:
		return s[at:]
	case 2:
		return s[:at] + pick() + s[at:]
	case 3:
		other := pick()
		return s[:at] + other[r.IntN(len(other)+1):]
	case 4:
		return wrap(wrappers[r.IntN(len(wrappers))], s)
	case 5:
		end := min(len(s), at+r.IntN(8))
		return s[:at] + s[end:]
	case 6:
		if at < len(s) {
			return s[:at] + fmt.Sprintf([]string{"&#%d;", "&#x%x;", "&#%d", "%%%02x"}[r.IntN(4)], s[at]) + s[at+1:]
		}
		return strings.ToUpper(s)
	case 7:
		end := min(len(s), at+r.IntN(16))
		return s[:end] + s[at:]
	default:
		return s[:at] + specks[r.IntN(len(specks))] + s[at:]
	}
}

// Wrapped gives a text as it is and in n of the places that wrappers have for it; which ones depends
// on turn.
func Wrapped(source string, turn, n int) iter.Seq[string] {
	return func(yield func(string) bool) {
		if !yield(source) {
			return
		}
		others := wrappers[1:]
		for i := range min(n, len(others)) {
			if !yield(wrap(others[(turn*n+i)%len(others)], source)) {
				return
			}
		}
	}
}
