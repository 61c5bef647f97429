package compose_test

import (
	"testing"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/rich"
	"deskside/shared/core/compose"
	"deskside/shared/core/coretest"
	"deskside/shared/helpdesk"
)

// vectors are calls with their exact bytes: see coretest.Vectors.
func vectors(t testing.TB) *coretest.Vectors {
	v := &coretest.Vectors{Table: compose.Table()}
	v.Add(t, "a word is made bold", "content.edit", &compose.EditArgs{Command: "toggle", Tag: "b", Text: "one two 😀 three", Start: 8, End: 10}, 0)
	v.Add(t, "lines become a list", "content.edit", &compose.EditArgs{Command: "toggle", Tag: "ol", Text: "[i]one\ntwo[/i]", End: 14}, 0)
	v.Add(t, "an address is refused", "content.edit", &compose.EditArgs{Command: "link", Value: "javascript:x", Text: "x"}, 0)
	v.Add(t, "a mail is quoted", "content.quote", &compose.QuoteArgs{Text: "x", Start: 1, End: 1, Plain: true, Author: "Anna", Date: "5 January 2026",
		Content: helpdesk.Markup{Source: "Shall I?\n-- \nAnna\n\nВт, 5 янв. 2026, Бен пишет:\n> [b]"}}, 0)
	v.Add(t, "a page is pasted", "content.paste", &compose.PasteArgs{Text: "x", HTML: "<p style='font-family:Arial'>a <b>b</b><img src='data:x'></p>", Plain: "a b"}, 0)
	v.Add(t, "a text is counted", "content.count", &compose.CountArgs{Text: "é😀", Title: true}, 0)
	v.Add(t, "a preview is drawn", "content.preview", &compose.PreviewArgs{Source: "one\n\n[b]two[/b]", Blocks: []compose.PreviewBlock{{Key: 7, Sum: 1}}}, 0)
	v.Add(t, "a source is shown rich", "content.rich", &compose.RichArgs{Source: "[i][b]жж[/b] 😀[/i]\n[list][*][color=zzz]a[/color][/list]"}, 0)
	v.Add(t, "a rich editor is heard", "content.source", &compose.SourceArgs{Program: rich.Print(bbcode.Parse("a [b]b[i]c[/b]d[/i]\n[code=go]e[/code][url=https://f.g]h[/url]"))}, 0)
	v.Add(t, "a clipboard is read for it", "content.clip", &compose.ClipArgs{Plain: "https://a.b", HTML: "<p><a href='https://a.b'>a.b</a><img src='data:x'></p>"}, 0)
	return v
}

func TestVectorsAreUpToDate(t *testing.T) { vectors(t).Golden(t) }

func TestNothingThatCallsItStopsTheCore(t *testing.T) { vectors(t).Unbreakable(t) }

func FuzzCall(f *testing.F) { vectors(f).Fuzz(f) }
