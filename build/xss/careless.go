package xss

import "regexp"

// careless are the replacements of a BBCode converter as many are written: with regular expressions
// and no thought of what stands in a value.
var careless = []struct {
	pattern *regexp.Regexp
	page    string
}{
	{regexp.MustCompile(`(?is)\[(?:url|link)=["']?(.*?)["']?\](.*?)\[/(?:url|link)\]`), `<a href="$1">$2</a>`},
	{regexp.MustCompile(`(?is)\[(?:url|link)\](.*?)\[/(?:url|link)\]`), `<a href="$1">$1</a>`},
	{regexp.MustCompile(`(?is)\[(?:email|mail)=(.*?)\](.*?)\[/(?:email|mail)\]`), `<a href="mailto:$1">$2</a>`},
	{regexp.MustCompile(`(?is)\[(?:email|mail)\](.*?)\[/(?:email|mail)\]`), `<a href="mailto:$1">$1</a>`},
	{regexp.MustCompile(`(?is)\[(?:img|image)([^\]]*)\](.*?)\[/(?:img|image)\]`), `<img$1 src="$2">`},
	{regexp.MustCompile(`(?is)\[color=(.*?)\](.*?)\[/color\]`), `<span style="color:$1">$2</span>`},
	{regexp.MustCompile(`(?is)\[size=(.*?)\](.*?)\[/size\]`), `<span style="font-size:$1">$2</span>`},
	{regexp.MustCompile(`(?is)\[font=(.*?)\](.*?)\[/font\]`), `<font face="$1">$2</font>`},
	{regexp.MustCompile(`(?is)\[align=(.*?)\](.*?)\[/align\]`), `<div align="$1">$2</div>`},
	{regexp.MustCompile(`(?is)\[quote=(.*?)\](.*?)\[/quote\]`), `<blockquote title="$1"><cite>$1</cite>$2</blockquote>`},
	{regexp.MustCompile(`(?is)\[spoiler=(.*?)\](.*?)\[/spoiler\]`), `<details title="$1"><summary>$1</summary>$2</details>`},
	{regexp.MustCompile(`(?is)\[code=(.*?)\](.*?)\[/code\]`), `<pre class="$1">$2</pre>`},
	{regexp.MustCompile(`(?is)\[list=(.*?)\](.*?)\[/list\]`), `<ol type="$1">$2</ol>`},
	{regexp.MustCompile(`(?is)\[(?:mention|user|attach)=(.*?)\](.*?)\[/(?:mention|user|attach)\]`), `<a data-id="$1">$2</a>`},
	{regexp.MustCompile(`(?is)\[(/?(?:b|i|u|s|sub|sup|center|h1|code|pre|tt|quote|spoiler|list|ul|ol|li|table|tr|td|th|hr|br|marquee|style)(?:\s[^\]]*)?)\]`), `<$1>`},
}

// Careless converts BBCode to HTML so that attacks work: the control without which a run in which
// nothing happens would prove nothing.
func Careless(source string) string {
	for _, rule := range careless {
		source = rule.pattern.ReplaceAllString(source, rule.page)
	}
	return source
}
