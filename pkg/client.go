package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/grafana/grafana-plugin-sdk-go/backend"
	"github.com/grafana/grafana-plugin-sdk-go/backend/httpclient"
)

// maxAnswer bounds what one answer may take of the memory of Grafana's machine.
const maxAnswer = 64 << 20

// client talks to one shim in the name of Grafana's users.
type client struct {
	url       string
	token     string
	http      *http.Client
	maxAnswer int64
}

// answer is what the shim said, whatever its status.
type answer struct {
	status      int
	contentType string
	body        []byte
}

func newClient(ctx context.Context, settings backend.DataSourceInstanceSettings) (*client, error) {
	options, err := settings.HTTPClientOptions(ctx)
	if err != nil {
		return nil, err
	}
	httpClient, err := httpclient.New(options)
	if err != nil {
		return nil, err
	}
	return &client{
		url:       strings.TrimRight(settings.URL, "/"),
		token:     settings.DecryptedSecureJSONData["token"],
		http:      httpClient,
		maxAnswer: maxAnswer,
	}, nil
}

// send calls the shim's query API. Its errors are failures to get an answer, and sentences for the person at the page.
func (c *client) send(ctx context.Context, user *backend.User, method, path string, body []byte) (*answer, error) {
	if err := c.checkSettings(); err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, method, c.url+"/api/v1/"+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+c.token)
	setCaller(request.Header, user)
	if len(body) > 0 {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, c.unreachable(ctx, err)
	}
	defer func() { _ = response.Body.Close() }()
	content, err := io.ReadAll(io.LimitReader(response.Body, c.maxAnswer+1))
	if err != nil {
		return nil, c.unreachable(ctx, err)
	}
	if int64(len(content)) > c.maxAnswer {
		return nil, errors.New("the answer of Insights' receiver is too large: ask for a shorter time range or a lower limit")
	}
	return &answer{response.StatusCode, response.Header.Get("Content-Type"), content}, nil
}

// checkSettings says what a person left out.
func (c *client) checkSettings() error {
	parsed, err := url.Parse(c.url)
	switch {
	case c.url == "":
		return errors.New("the data source has no URL: enter the address of Insights' receiver in its settings")
	case err != nil || parsed.Host == "" || (parsed.Scheme != "http" && parsed.Scheme != "https"):
		return errors.New("the data source's URL is not an address such as http://insights:4318: correct it in its settings")
	case c.token == "":
		return errors.New("the data source has no token: enter the query token of Insights' receiver in its settings")
	}
	return nil
}

// setCaller tells the shim who asks. Grafana has authorised a caller without a role (a public dashboard) to read.
func setCaller(header http.Header, user *backend.User) {
	login, role := "", "Viewer"
	if user != nil {
		login = user.Login
		if user.Role != "" {
			role = user.Role
		}
	}
	header.Set("X-Insights-Login", login)
	header.Set("X-Insights-Role", role)
}

func (c *client) unreachable(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return context.Canceled
	}
	address := c.url
	if parsed, parseErr := url.Parse(c.url); parseErr == nil {
		address = parsed.Redacted()
	}
	return fmt.Errorf("Insights' receiver at %s cannot be reached: %s. Is it running?", address, reason(err))
}

// reason leaves out what the sentence around it says already.
func reason(err error) string {
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return "no answer in time"
	}
	var dns *net.DNSError
	if errors.As(err, &dns) {
		return dns.Err
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err.Error()
}

// capitalised makes a Go error a sentence.
func capitalised(text string) string {
	return strings.ToUpper(text[:1]) + text[1:]
}
