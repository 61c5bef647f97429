package content_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content"
)

func TestParseRGB(t *testing.T) {
	for in, want := range map[string]string{
		"#f00": "#ff0000", "#F008": "#ff0000", "#12aBcD": "#12abcd", "#12abcdff": "#12abcd", "12abcd": "#12abcd",
		"rgb(1,2,3)": "#010203", "RGBA( 255 , 0 , 300 , .5 )": "#ff00ff", "rgb(100% 50% 0% / 1)": "#ff8000",
		"red": "#ff0000", "RebeccaPurple": "#663399", "aliceblue": "#f0f8ff", "yellowgreen": "#9acd32", "tan": "#d2b48c",
		"": "", "#": "", "#12": "", "#12345": "", "#gggggg": "", "rgb(1,2)": "", "rgb()": "", "notacolour": "", "inherit": "",
		"windowtext": "", "url(x)": "", "red;background:url(x)": "", strings.Repeat("a", 100): "", "zzz": "", "a": "",
	} {
		c, ok := content.ParseRGB(in)
		require.Equal(t, want != "", ok, in)
		if ok {
			require.Equal(t, want, c.Hex(), in)
		}
	}
}

func TestParseStep(t *testing.T) {
	for in, want := range map[string]content.Step{
		"1": 1, "3": 3, "7": 7, "x-small": 1, "Medium": 3, "xxx-large": 7, "smaller": 2, "+2": 5, "-1": 2, "8px": 1, "12px": 2, "13px": 3,
		"16px": 3, "18px": 4, "24px": 5, "32px": 6, "99px": 7, "12pt": 3, "1em": 3, "1.5em": 5, "0.5rem": 1, "100%": 3, "200%": 6,
		"12": 2, "20": 5, "100": 3, "150": 5, "99999999999px": 7,
		"": 0, "0": 0, "0px": 0, "px": 0, "-3": 0, "+9": 0, "calc(1px)": 0, "1vw": 0, "huge": 0,
	} {
		got, ok := content.ParseStep(in)
		require.Equal(t, want != 0, ok, in)
		require.Equal(t, want, got, in)
	}
}

func TestParseFamilyTakesTheFirstOnTheList(t *testing.T) {
	for in, want := range map[string]string{
		"arial": "Arial", "Evil, 'Courier New', serif": "Courier New", `"Times New Roman"`: "Times New Roman", "serif": "serif",
		"Evil": "", "": "", "expression(x)": "", "Arial Black": "",
	} {
		f, ok := content.ParseFamily(in)
		require.Equal(t, want != "", ok, in)
		require.Equal(t, want, f.Name(), in)
	}
}

func TestNamesAndTheirParsersAgree(t *testing.T) {
	for a := content.AlignDefault + 1; a <= content.AlignJustify; a++ {
		got, ok := content.ParseAlign(strings.ToUpper(a.Name()))
		require.True(t, ok)
		require.Equal(t, a, got)
	}
	for s := content.Decimal; s <= content.UpperRoman; s++ {
		got, ok := content.ParseListStyle(s.Mark())
		require.True(t, ok)
		require.Equal(t, s, got)
	}
	for s := content.Step(1); s <= 7; s++ {
		got, ok := content.ParseStep(s.Keyword())
		require.True(t, ok)
		require.Equal(t, s, got)
	}
	for f := content.Family(1); int(f) < content.Families; f++ {
		got, ok := content.ParseFamily(f.Name())
		require.True(t, ok)
		require.Equal(t, f, got)
	}
	require.Empty(t, content.Align(9).Name())
	require.Empty(t, content.ListStyle(9).Mark())
	require.Empty(t, content.Family(99).Name())
	require.Equal(t, "medium", content.Step(99).Keyword())
}

func TestLengthCountsCodePoints(t *testing.T) {
	for in, want := range map[string]int{"": 0, "abc": 3, "Привет": 6, "👍": 1, "e\u0301": 2, "a\xff": 2} {
		require.Equal(t, want, content.Length(in), in)
	}
	require.Equal(t, 100, content.MaxTitle)
	require.Equal(t, 12000, content.MaxContent)
}
