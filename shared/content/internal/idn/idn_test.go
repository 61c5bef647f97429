package idn_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/internal/buffer"
	"deskside/shared/content/internal/idn"
)

// The samples of RFC 3492, section 7.1, in lower case, that are host labels.
var samples = map[string]string{
	"ليهمابتكلموشعربي؟":                        "egbpdaj6bu4bxfgehfvwxn",
	"他们为什么不说中文":                                "ihqwcrb4cv8a8dqg056pqjye",
	"他們爲什麽不說中文":                                "ihqwctvzc91f659drss3x8bo0yb",
	"pročprostěnemluvíčesky":                   "proprostnemluvesky-uyb24dma41a",
	"למההםפשוטלאמדבריםעברית":                   "4dbcagdahymbxekheh6e0a7fei0b",
	"почемужеонинеговорятпорусски":             "b1abfaaepdrnnbgefbadotcwatmq2g4l",
	"porquénopuedensimplementehablarenespañol": "porqunopuedensimplementehablarenespaol-fmd56a",
	"3年b組金八先生":                                 "3b-ww4c5e180e575a65lsy2b",
	"パフィーdeルンバ":                                "de-jg4avhby1noc0d",
	"そのスピードで":                                  "d9juau41awczczp",
	"bücher":                                   "bcher-kva",
	"пример":                                   "e1afmkfd",
	"☃":                                        "n3h",
}

func TestPunycodeIsThatOfTheStandard(t *testing.T) {
	for text, code := range samples {
		var b buffer.Buffer
		idn.Encode(&b, []rune(text))
		if !strings.HasSuffix(text, "؟") { // a question mark is no letter of a host, but a sample
			require.Equal(t, "xn--"+code, string(b))
		}
		var label [64]rune
		n, ok := idn.Decode(label[:], code)
		require.True(t, ok, code)
		require.Equal(t, text, string(label[:n]))
	}
	for _, code := range []string{"é", "a-!", "99999999", "zzzzzzzzzz", "a-" + strings.Repeat("z", 60)} {
		var label [64]rune
		if n, ok := idn.Decode(label[:], code); ok {
			require.LessOrEqual(t, n, len(label))
			require.NotContains(t, string(label[:n]), "\ufffd")
		}
	}
}

func FuzzPunycode(f *testing.F) {
	for text, code := range samples {
		f.Add(text, code)
	}
	f.Fuzz(func(t *testing.T, text, code string) {
		var label [64]rune
		if n, ok := idn.Decode(label[:], code); ok {
			var b buffer.Buffer
			idn.Encode(&b, label[:n])
			var again [64]rune
			m, ok := idn.Decode(again[:], string(b[len("xn--"):]))
			require.True(t, ok)
			require.Equal(t, label[:n], again[:m])
		}
		runes := []rune(strings.ToLower(strings.ToValidUTF8(text, "")))
		if len(runes) > 0 && len(runes) <= 60 {
			var b buffer.Buffer
			idn.Encode(&b, runes)
			if m, ok := idn.Decode(label[:], string(b[len("xn--"):])); ok {
				require.Equal(t, string(runes), string(label[:m]))
			}
		}
	})
}

func TestLabelsThatCouldBeTakenForOthersAreNotReadable(t *testing.T) {
	for _, tt := range []struct {
		label string
		plain bool // the domain above is ASCII
		want  bool
	}{
		{"пример", true, true}, {"пример", false, true}, {"bücher", true, true}, {"abc你好", true, true}, {"ελλάδα", true, true},
		{"аррӏе", true, false}, {"аррӏе", false, true}, {"аpple", true, false}, {"ру1", false, true}, {"☃", true, false}, {"ορτο", true, false}, {"пример你", true, false},
	} {
		require.Equal(t, tt.want, idn.Readable([]rune(tt.label), tt.plain), tt.label)
	}
}

func TestLettersAndMarksBecomeOne(t *testing.T) {
	for in, want := range map[string]string{"bu\u0308cher": "bücher", "и\u0306": "й", "e\u0301\u0301": "é\u0301", "x\u0301": "x\u0301", "\u0301a": "\u0301a", "": ""} {
		label := []rune(in)
		require.Equal(t, want, string(label[:idn.Compose(label)]))
	}
	require.Equal(t, []rune("a.-ж"), []rune{idn.Map('Ａ'), idn.Map('。'), idn.Map('－'), idn.Map('Ж')})
}
