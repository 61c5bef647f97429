package content_test

import (
	"strings"
	"testing"

	"deskside/shared/content"
	"deskside/shared/content/bbcode"
	"deskside/shared/content/draw"
	"deskside/shared/content/html"
	"deskside/shared/content/markdown"
	"deskside/shared/content/text"
)

// comment and letter are a comment as people write it and a mail as mail programs send it.
const (
	comment = "Hello Anna,\n\nthe export of [b]invoices[/b] stops at page 3 since [i]yesterday[/i]. See " +
		"[url=https://help.example.test/kb/12]this article[/url] and https://status.example.test/incident/7.\n" +
		"[quote=\"Anna\"]Which browser do you use?[/quote]\n[ul][li]Chrome 124 on Windows 11, with the newest updates installed[/li]" +
		"[li]Firefox 126 on the same machine, where everything else works as before[/li][/ul]\n" +
		"[code]GET /invoices?page=3\nHTTP/1.1 500[/code]\n\nЗдравствуйте, при входе появляется ошибка, помогите, пожалуйста.\n\n"
	letter = `<div dir="ltr" style="font-family:Arial,sans-serif;font-size:13px;color:#222222"><p class="MsoNormal" style="margin:0">Hello&nbsp;Anna,<o:p></o:p></p>` +
		`<p>the export of <b>invoices</b> stops at page 3 &mdash; see <a href="https://help.example.test/kb?id=12&amp;lang=en" target="_blank" style="color:#1155cc">this article</a>.</p>` +
		`<table border="0" cellpadding="0" width="600"><tbody><tr><td style="padding:10px;font-size:16px"><span style="color:rgb(200,0,0);font-weight:bold">Important</span></td></tr></tbody></table>` +
		`<ul type="disc"><li>Chrome 124 on Windows 11<li>Firefox 126 on the same machine</ul><!-- x --><img src="https://img.example.test/logo.png" width="120" height="40" alt="Logo">` +
		`<p>Здравствуйте, при входе появляется ошибка, помогите, пожалуйста.</p></div>`
)

func BenchmarkBBCode(b *testing.B) {
	src := strings.Repeat(comment, 20)
	var r bbcode.Reader
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		r.Read(src)
	}
}

func BenchmarkBBCodeToHTML(b *testing.B) {
	src := strings.Repeat(comment, 50_000/len(comment))
	var r bbcode.Reader
	var out []byte
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		out = html.Append(out[:0], r.Read(src))
	}
}

func BenchmarkBBCodeToProgram(b *testing.B) {
	var r bbcode.Reader
	var out []byte
	b.SetBytes(int64(len(comment)))
	b.ReportAllocs()
	for b.Loop() {
		out = draw.Append(out[:0], r.Read(comment))
	}
}

func BenchmarkHTMLToHTML(b *testing.B) {
	src := strings.Repeat(letter, 42_000/len(letter))
	var r html.Reader
	var out []byte
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		out = html.Append(out[:0], r.Read(src))
	}
}

func BenchmarkHTMLToProgram(b *testing.B) {
	var r html.Reader
	var out []byte
	b.SetBytes(int64(len(letter)))
	b.ReportAllocs()
	for b.Loop() {
		out = draw.Append(out[:0], r.Read(letter))
	}
}

// BenchmarkPrint prints one document in each form.
func BenchmarkPrint(b *testing.B) {
	d := bbcode.Parse(strings.Repeat(comment, 20))
	for name, form := range map[string]func([]byte, *content.Document) []byte{
		"HTML": html.Append, "BBCode": bbcode.Append, "Markdown": markdown.Append, "Text": text.Append, "Program": draw.Append,
	} {
		b.Run(name, func(b *testing.B) {
			var out []byte
			b.ReportAllocs()
			for b.Loop() {
				out = form(out[:0], d)
			}
		})
	}
}

func BenchmarkExcerpt(b *testing.B) {
	d := html.Parse(letter)
	b.ReportAllocs()
	for b.Loop() {
		text.Excerpt(d, 120)
	}
}

func BenchmarkNestedBold(b *testing.B) {
	src := strings.Repeat("[b]", 20_000) + "x" + strings.Repeat("[/b]", 20_000)
	var r bbcode.Reader
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		r.Read(src)
	}
}

func BenchmarkParseURL(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		content.ParseURL("https://help.example.test/kb/12?lang=en#top")
	}
}
