package content

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"os/exec"

	"deskside/build/script"
)

// Node is a core built for WebAssembly, in a Node process that is kept running.
type Node struct {
	script, core string
	log          io.Writer

	process *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

// StartNode starts the core at path, a WebAssembly file of TinyGo. root is the
// repository; what Node says goes to log.
func StartNode(root, core string, log io.Writer) (*Node, error) {
	if _, err := os.Stat(core); err != nil {
		return nil, err
	}
	program, err := script.Bundle(root, "build/content/host.ts")
	if err != nil {
		return nil, err
	}
	n := &Node{script: string(program), core: core, log: log}
	return n, n.start()
}

func (n *Node) start() error {
	n.process = exec.Command("node", "--input-type=module", "--eval", n.script)
	n.process.Env = append(os.Environ(), "CORE="+n.core)
	n.process.Stderr = n.log
	in, err := n.process.StdinPipe()
	if err != nil {
		return err
	}
	out, err := n.process.StdoutPipe()
	if err != nil {
		return err
	}
	n.in, n.out = in, bufio.NewReaderSize(out, 1<<16)
	if err := n.process.Start(); err != nil {
		return fmt.Errorf("starting Node: %w", err)
	}
	return nil
}

// Call runs an operation. A Node that ends is started again for the next call.
func (n *Node) Call(op int, input []byte) ([]byte, error) {
	if n.process == nil {
		if err := n.start(); err != nil {
			return nil, err
		}
	}
	output, failed, err := n.exchange(op, input)
	if err != nil {
		n.Close()
		return nil, fmt.Errorf("Node ended at this input: %w", err)
	}
	if failed {
		return nil, fmt.Errorf("core stopped in %s: %s", table[op].Name, output)
	}
	return output, nil
}

func (n *Node) exchange(op int, input []byte) (output []byte, failed bool, err error) {
	frame := binary.LittleEndian.AppendUint32(make([]byte, 0, 8+len(input)), uint32(op))
	frame = append(binary.LittleEndian.AppendUint32(frame, uint32(len(input))), input...)
	if _, err := n.in.Write(frame); err != nil {
		return nil, false, err
	}
	var head [4]byte
	if _, err := io.ReadFull(n.out, head[:]); err != nil {
		return nil, false, err
	}
	size := binary.LittleEndian.Uint32(head[:])
	output = make([]byte, size&^(1<<31))
	_, err = io.ReadFull(n.out, output)
	return output, size&(1<<31) != 0, err
}

// Close ends Node.
func (n *Node) Close() error {
	if n.process == nil {
		return nil
	}
	n.in.Close()
	err := n.process.Wait()
	n.process = nil
	return err
}
