package formatting_test

import (
	"testing"

	"deskside/shared/core/coretest"
	"deskside/shared/core/formatting"
)

// vectors are calls with their exact bytes: see coretest.Vectors.
func vectors(t testing.TB) *coretest.Vectors {
	v := &coretest.Vectors{Table: formatting.Table()}
	v.Add(t, "a word is made bold", "content.format", &formatting.FormatArgs{Command: "toggle", Tag: "b", Text: "one two 😀 three", Start: 8, End: 10}, 0)
	v.Add(t, "a list goes on", "content.format", &formatting.FormatArgs{Command: "enter", Text: "[ul]\n[li]one[/li]\n[/ul]", Start: 12, End: 12}, 0)
	v.Add(t, "an address is refused", "content.format", &formatting.FormatArgs{Command: "link", Value: "javascript:x", Text: "x"}, 0)
	v.Add(t, "a source is shown", "content.show", &formatting.ShowArgs{Source: "one\n\n[b]жж[/b] [url=https://a.b]c[/url]"}, 0)
	return v
}

func TestVectorsAreUpToDate(t *testing.T) { vectors(t).Golden(t) }

func TestNothingThatCallsItStopsTheCore(t *testing.T) { vectors(t).Unbreakable(t) }

func FuzzCall(f *testing.F) { vectors(f).Fuzz(f) }
