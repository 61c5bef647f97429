package html_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"deskside/shared/content/html"
	"deskside/shared/content/text"
)

const item = `<p class=MsoListParagraph style="margin-left:36.0pt;text-indent:-18.0pt;mso-list:`

// word writes an item of a list as Word does.
func word(level, font, mark, words string) string {
	return item + level + `"><![if !supportLists]><span style="font-family:` + font + `"><span style="mso-list:Ignore">` + mark +
		`<span style="font:7.0pt &quot;Times New Roman&quot;">&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>` + words + `<o:p></o:p></p>`
}

// What a style makes of a text that its letters do not say.
func TestAMailKeepsTheShapeThatItsStylesGiveIt(t *testing.T) {
	for name, tt := range map[string]struct{ src, want string }{
		"lines of pre-wrap":                        {`<div style="white-space: pre-wrap">Order 7` + "\n" + `Pump   broken</div>`, "Order 7\nPump   broken"},
		"lines of pre-line in a phrase":            {`<p><span style="white-space:pre-line">Order 7` + "\n" + `Pump   broken</span></p>`, "Order 7\nPump broken"},
		"lines of pre in a cell":                   {`<table><tr><td style="white-space:pre">Order 7` + "\n" + `  Pump</td></tr></table>`, "Order 7\n  Pump"},
		"lines that a new property preserves":      {`<div style="white-space-collapse:preserve">a` + "\n" + `  b</div>`, "a\n  b"},
		"spaces of what is written as a whole":     {`<pre style="white-space:pre-wrap">server:` + "\n    port: 80\n  name:   x</pre>", "server:\n    port: 80\n  name:   x"},
		"tabs":                                     {"<div style='white-space:pre'>a\tb\n\tc</div>", "a    b\n    c"},
		"spaces over formatting":                   {"<div style='white-space:pre'>a  <b>  b</b></div>", "a    b"},
		"normal white space within":                {"<div style='white-space:pre'>a  b<p style='white-space:normal'>c  d\ne</p>f  g</div>", "a  b\n\nc d e\n\nf  g"},
		"spaces at the end are none":               {"<div style='white-space:pre'>a  \nb  </div>", "a\nb"},
		"phrases that are blocks":                  {`<span style="display:block">Ann Fox</span><span style="display:block">Manager</span>`, "Ann Fox\n\nManager"},
		"emphasis that is a block":                 {`<b style="display:block">Total</b><i style="display: block !important">10</i>`, "Total\n\n10"},
		"links that are blocks":                    {`a<a style="display:flex">b</a>c`, "a\n\nb\n\nc"},
		"a block that is a phrase":                 {`<div>(<div style="display:inline"><b>H</b>unger</div> Aid)</div>`, "(Hunger Aid)"},
		"a paragraph that is a phrase":             {`a <p style="display:inline">b</p> c`, "a b c"},
		"a preview without height":                 {`<div style="max-height:0; overflow:hidden">Preview</div><p>Body</p>`, "Body"},
		"a preview without width":                  {`<div style="width:0;overflow:hidden">Preview</div><p>Body</p>`, "Body"},
		"a preview in letters of a pixel":          {`<span style="font-size:1px;color:#fff">Preview</span><p>Body</p>`, "Body"},
		"a preview in no letters":                  {`<div style="font-size:0">Preview</div><p>Body</p>`, "Body"},
		"a frame in no letters around some":        {`<div style="font-size:0px">x<div style="font-size:13px">Body</div>y</div>`, "Body"},
		"letters that are relative to none":        {`<div style="font-size:0px"><b style="font-size:90%">x</b></div>Body`, "Body"},
		"a size that is not said":                  {`<b style="font-size:;font:;font-family:;mso-list:;white-space:;display:">Body</b>`, "Body"},
		"no height without overflow":               {`<div style="height:0">Body</div>`, "Body"},
		"what is seen in what is not":              {`<div style="visibility:hidden">a<p style="visibility:visible">b</p>c<img src=https://a.b/c alt=d><hr></div>e`, "b\n\ne"},
		"a phrase that is seen":                    {`<span style="visibility:collapse">a <b style="visibility: visible !important">b</b> c</span>`, "b"},
		"a picture that is not seen":               {`a <img src=https://a.b/c alt=d style="visibility:hidden"> b <img src=https://a.b/c alt=e style="visibility:visible">`, "a b [e]"},
		"what is seen in what is not there":        {`<div style="display:none"><p style="visibility:visible">a</p></div>b`, "b"},
		"what is seen in no letters":               {`<div style="font-size:0"><p style="visibility:visible">a</p></div>b`, "b"},
		"letters in what is not seen":              {`<div style="visibility:hidden"><p style="font-size:13px">a</p></div>b`, "b"},
		"an item in which nothing is":              {"<ol><li>a<li><li>c<li>d</ol>", "1. a\n\n3. c\n4. d"},
		"items in which nothing is, first":         {"<ol type=a><li>&nbsp;<li><br><li>c</ol>", "c. c"},
		"an item of a list that counts down":       {"<ol reversed><li>c<li><li>a</ol>", "3. c\n\n1. a"},
		"an item that is not there":                {"<ol><li>a<li style=display:none>x<li>b</ol>", "1. a\n2. b"},
		"an item in which only a list is":          {"<ol><li>a<li><ul><li>x</ul><li>c</ol>", "1. a\n2. - x\n3. c"},
		"a bullet at which nothing is":             {"<ul><li>a<li><li>c</ul>", "- a\n- c"},
		"a smiley in Wingdings":                    {`<p>Thanks <span style="font-family:Wingdings">J</span></p>`, "Thanks ☺"},
		"an arrow in Wingdings":                    {`<p>Old <span style="font-family:Wingdings">à</span> new</p>`, "Old → new"},
		"a check mark of an old element":           {`<font face="Wingdings">ü</font> done`, "✓ done"},
		"a check mark written as a reference":      {`<font face="Wingdings">&uuml;</font> done`, "✓ done"},
		"Greek in Symbol":                          {`<span style='font-family:"Symbol"'>a</span> = 1`, "α = 1"},
		"a private character in Wingdings":         {"<font face=Wingdings>\uf0e0</font> and <font face=Wingdings>&#xf0fc;</font>", "→ and ✓"},
		"another font within":                      {`<span style="font-family:Wingdings">J<span style="font-family:Arial">J</span></span>`, "☺J"},
		"items of Word with bullets":               {word("l0 level1 lfo1", "Symbol", "·", "Pump") + word("l0 level1 lfo1", "Symbol", "·", "Hose"), "- Pump\n- Hose"},
		"items of Word with numbers":               {word("l0 level1 lfo1", "Calibri", "1.", "a") + word("l0 level1 lfo1", "Calibri", "2.", "b"), "1. a\n2. b"},
		"items of Word with letters":               {word("l0 level1 lfo1", "Calibri", "b)", "x") + word("l0 level1 lfo1", "Calibri", "c)", "y"), "b. x\nc. y"},
		"Roman numbers of one letter":              {word("l0 level1 lfo1", "Calibri", "IV.", "x") + word("l0 level1 lfo1", "Calibri", "V.", "y") + word("l0 level1 lfo1", "Calibri", "VI.", "z"), "IV. x\nV. y\nVI. z"},
		"letters that are numbers too":             {word("l0 level1 lfo1", "Calibri", "h)", "x") + word("l0 level1 lfo1", "Calibri", "i)", "y") + word("l0 level1 lfo1", "Calibri", "j)", "z"), "h. x\ni. y\nj. z"},
		"items of Word in Roman numbers":           {word("l0 level1 lfo1", "Calibri", "(ii)", "x") + word("l0 level1 lfo1", "Calibri", "(iii)", "y"), "ii. x\niii. y"},
		"items of Word within items":               {word("l0 level1 lfo1", "Symbol", "·", "a") + word("l0 level2 lfo1", "Courier New", "o", "b") + word("l0 level1 lfo1", "Symbol", "·", "c"), "- a\n  - b\n- c"},
		"numbers of Word that go on":               {word("l0 level1 lfo1", "Calibri", "1.", "a") + "<p>between</p>" + word("l0 level1 lfo1", "Calibri", "2.", "b"), "1. a\n\nbetween\n\n2. b"},
		"numbers of Word within bullets":           {word("l0 level1 lfo1", "Symbol", "·", "a") + word("l0 level2 lfo1", "Calibri", "1.", "b") + word("l0 level2 lfo1", "Calibri", "2.", "c"), "- a\n  1. b\n  2. c"},
		"items of Word in blocks of their own":     {"<div>" + word("l0 level1 lfo1", "Symbol", "·", "a") + "</div><div>" + word("l0 level1 lfo1", "Symbol", "·", "b") + "</div><p>c</p>", "- a\n\n- b\n\nc"},
		"text behind items of Word":                {"<div>" + word("l0 level1 lfo1", "Symbol", "·", "a") + "</div>b", "- a\n\nb"},
		"an item with a number of its own":         {`<ol><li>First</li><li value="100">Hundredth</li><li>Next</li></ol>`, "1. First\n\n100. Hundredth\n101. Next"},
		"a first item with a number":               {`<ol><li value="3">three</li><li>four</li></ol>`, "3. three\n4. four"},
		"an item with the number it has anyway":    {`<ol><li value=1>a</li><li value=2>b</li></ol>`, "1. a\n2. b"},
		"numbers within an item":                   {`<ol start=5><li>a<ol><li value=2>b</li></ol></li><li>c</li></ol>`, "5. a\n   2. b\n6. c"},
		"numbers from zero in an item":             {`<ol><li>a<ol start=0><li>b</li></ol></li></ol>`, "1. a\n   0. b"},
		"numbers from zero":                        {`<ol start="0"><li>zero</li><li>one</li></ol>`, "0. zero\n1. one"},
		"the value of an item without numbers":     {`<ul><li value=7>a</li></ul>`, "- a"},
		"numbers that go down":                     {`<ol reversed><li>a<li>b<ol><li>x<li>y</ol><ul><li>z</ul><li>c</ol>`, "3. a\n\n2. b\n   1. x\n   2. y\n   - z\n\n1. c"},
		"numbers that go down from one":            {`<ol reversed start=10><li>a<li value=5>b<li>c</ol>`, "10. a\n\n5. b\n\n4. c"},
		"letters by style":                         {`<ol style="list-style-type: lower-alpha"><li>a<li>b</ol><ol style="list-style:inside upper-roman"><li>c</ol>`, "a. a\nb. b\n\nI. c"},
		"numbers of a list with bullets by style":  {`<ul style="list-style-type:decimal-leading-zero"><li>a<li>b</ul>`, "1. a\n2. b"},
		"numbers that are not shown":               {`<ol style="list-style:none"><li>a<li>b</ol>`, "- a\n- b"},
		"words for those who hear":                 {`<span style="position:absolute;width:1px;height:1px;clip:rect(0, 0, 0, 0)">Preview</span><p>Body</p>`, "Body"},
		"words that are clipped to a pixel":        {`<p style="position:absolute !important;clip:rect(1px 1px 1px 1px)">Preview</p>Body`, "Body"},
		"words clipped by a path":                  {`<p style="clip-path:inset(50%)">Preview</p>Body`, "Body"},
		"words beside the page":                    {`<div style="position:absolute;left:-9999px">Preview</div><div style="text-indent:-999em">Preview</div>Body`, "Body"},
		"a clip of what stands in the text":        {`<p style="clip:rect(0,0,0,0)">Body</p>`, "Body"},
		"a clip that shows something":              {`<p style="position:absolute;clip:rect(0,60px,20px,0)">Body</p>`, "Body"},
		"a first line that hangs":                  {`<p style="text-indent:-18pt;left:-20px">Body</p>`, "Body"},
		"a preview without height on one axis":     {`<div style="max-height:0;overflow-y:hidden">Preview</div><p>Body</p>`, "Body"},
		"a height that is said twice":              {`<div style="max-height:0;overflow:hidden;max-height:none">Body</div>`, "Body"},
		"a display that is said twice":             {`<div style="display:none;display:block">Body</div>`, "Body"},
		"white space as at first":                  {"<div style='white-space:pre'>a\nb<p style='white-space:initial'>c\nd</p></div>", "a\nb\n\nc d"},
		"white space in two words":                 {"<div style='white-space:preserve nowrap'>a\n b</div>", "a\n b"},
		"items of a list that Word calls so":       {"<ul><li style='mso-list:l0 level1 lfo1'>a</li><li style='mso-list:l0 level1 lfo1'>b</li></ul>", "- a\n- b"},
		"a picture with a space in its name":       {`<img src="cid:photo%20one.jpg@x">`, "photo one.jpg"},
		"a program as it was written":              {"<pre>if x:\n    > y\nwhy:\n&gt; z</pre>", "if x:\n    > y\nwhy:\n> z"},
		"a check mark in Webdings":                 {`<span style="font-family:Webdings">a</span> done <font face=webdings>r</font>`, "✔ done ✖"},
		"check marks in Wingdings 2":               {`<font face="Wingdings 2">P</font> <font face='Wingdings 2'>O</font>`, "✓ ✗"},
		"an arrow in Wingdings 3":                  {`<span style='font-family:"Wingdings 3"'>g</span>`, "→"},
		"numbers in circles in Wingdings":          {`<font face=Wingdings>&#129; &#140; &#xf08d;</font>`, "① ❶ ❷"},
		"a picture is called as its file":          {`<img src="cid:image001.png@01D69009.DBB7A780" alt="">`, "image001.png"},
		"not as its address in the mail":           {`<img src="cid:image001.png@01D69009.DBB7A780" alt="cid:image001.png@01D69009.DBB7A780">`, "image001.png"},
		"or as its words":                          {`<img src="cid:image001.png@01D69009.DBB7A780" alt="Plan">`, "Plan"},
		"or as its file where the @ is written so": {`<img src="cid:photo.jpg%40host">`, "photo.jpg"},
	} {
		t.Run(name, func(t *testing.T) {
			d := html.Parse(tt.src)
			require.Equal(t, tt.want, text.Print(d))
			page := html.Print(d)
			require.Equal(t, page, html.Print(html.Parse(page)))
		})
	}
}

// A head says that a table shows values, even where its only cell is written as another.
func TestATableOfOneColumnHasAHead(t *testing.T) {
	for src, want := range map[string]string{
		"<table><thead><tr><td>a</td></tr></thead><tbody><tr><td>b</td></tr></tbody></table>": "<table><tr><th>a</th></tr><tr><td>b</td></tr></table>",
		"<table><THEAD><td>a<tbody><tr><td>b<tr><td>c</table>":                                "<table><tr><th>a</th></tr><tr><td>b</td></tr><tr><td>c</td></tr></table>",
		"<table><thead><tr><td>a<td>b<tbody><tr><td>c<td>d</table>":                           "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
		"<table><tbody><tr><td>a</td></tr></tbody><tbody><tr><td>b</td></tr></tbody></table>": "<p>a</p><p>b</p>",
		"<table><thead><tr><td>a</td></tr></thead></table>":                                   "<p>a</p>",
		"<table role=presentation><thead><tr><td>a<tbody><tr><td>b</table>":                   "<p>a</p><p>b</p>",
	} {
		page := html.Print(html.Parse(src))
		require.Equal(t, want, page, src)
		require.Equal(t, page, html.Print(html.Parse(page)), src)
	}
}
