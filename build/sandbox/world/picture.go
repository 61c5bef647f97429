package world

import (
	"bytes"
	"hash/fnv"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"strings"
)

// pictureSizes are the sides of avatars and icons in pixels, by the word in
// their file name.
var pictureSizes = map[string]int{"tiny": 24, "small": 48, "medium": 96, "big": 192}

// ServePicture draws the avatar or icon of a name such as "small-10.png": a disc
// whose colour follows from the name without its size.
func ServePicture(w http.ResponseWriter, name string) bool {
	stem, ok := strings.CutSuffix(name, ".png")
	if !ok || stem == "" {
		return false
	}
	side, subject := 32, stem
	for size, pixels := range pictureSizes {
		if rest, found := strings.CutPrefix(stem, size+"-"); found {
			side, subject = pixels, rest
		}
		if rest, found := strings.CutSuffix(stem, "-"+size); found {
			side, subject = pixels, rest
		}
	}
	header := w.Header()
	header.Set("Content-Type", "image/png")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Cache-Control", "max-age=86400")
	_, _ = w.Write(disc(side, subject))
	return true
}

func disc(side int, subject string) []byte {
	hash := fnv.New32a()
	hash.Write([]byte(subject))
	sum := hash.Sum32()
	shade := func(shift uint) uint8 { return uint8(64 + (sum>>shift)%128) }
	fill := color.NRGBA{shade(0), shade(8), shade(16), 255}
	picture := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.Transparent, fill})
	for y := range side {
		for x := range side {
			dx, dy := 2*x+1-side, 2*y+1-side
			if dx*dx+dy*dy <= side*side {
				picture.SetColorIndex(x, y, 1)
			}
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, picture); err != nil {
		// A drawn picture of positive size always encodes into a buffer.
		panic(err)
	}
	return out.Bytes()
}
