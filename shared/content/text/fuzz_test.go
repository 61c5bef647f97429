package text_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"deskside/shared/content/bbcode"
	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

var mailLines = []string{
	"Yes", "Thanks, Anna.", "", "", "> Shall I?", ">> b", "> > c", ">", "On Mon, 5 Jan 2026 at 10:00, Anna wrote:", "Анна пишет:", "<a@b.cc> wrote:", "-- ", "--", "Sent from my iPhone",
	"-----Original Message-----", "----- x -----", "________________", "From: Anna", "Sent: today", "To: Ben", "Subject: x", "От: Анна", "Дата: 5", "Тема: y", "http://a.bc/d.", "a@b.cd", "[b]x[/b]", "<b>", "\u00a0x", "\u202ex", "\xff", "On Mon, 5 Jan 2026 at 10:00, Anna <a@b.cc> wrote:", "> On Mon, 5 Jan 2026 at 10:00, Anna <a@b.cc> wrote:", "Your colleague <a@b.cc> wrote:",
	"Please see below.", "A\u00adb http://a.\u00adbc", "Absender <a@b.cc>", "{",
}

func checkText(t *testing.T, src string) {
	d := text.Parse(src)
	page := html.Print(d)
	if again := html.Print(html.Parse(page)); again != page {
		t.Fatalf("printed differently after reading it again:\n%s\n%s\nfrom %q", page, again, src)
	}
	code := bbcode.Print(d)
	if again := bbcode.Print(bbcode.Parse(code)); again != code {
		t.Fatalf("printed as BBCode differently after reading it again:\n%s\n%s\nfrom %q", code, again, src)
	}
}

func TestRandomMailsAreReadAsTheyArePrinted(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for range 10_000 {
		var b strings.Builder
		for range 1 + r.IntN(12) {
			b.WriteString(mailLines[r.IntN(len(mailLines))] + "\n")
		}
		checkText(t, b.String())
	}
}

func FuzzText(f *testing.F) {
	f.Add("Yes\nOn Mon, 5 Jan 2026 at 10:00, Anna\nwrote:\n> Shall I?\n-- \nBen")
	f.Add("a\n-----Original Message-----\nFrom: x\nSent: y\nTo: z")
	f.Fuzz(checkText)
}
