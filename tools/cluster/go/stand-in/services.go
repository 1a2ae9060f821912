package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

// notCounted is of clients that leave nothing behind.
type notCounted struct{}

func (notCounted) count(context.Context) (int64, error) { return 0, nil }
func (notCounted) close()                               {}

// grpcHealth asks a gRPC server whether it is well.
type grpcHealth struct {
	notCounted
	address    string
	connection *grpc.ClientConn
}

func (g *grpcHealth) use(ctx context.Context) (err error) {
	if g.connection == nil {
		if g.connection, err = dial(g.address); err != nil {
			return err
		}
	}
	_, err = healthpb.NewHealthClient(g.connection).Check(ctx, &healthpb.HealthCheckRequest{})
	return err
}

func dial(address string) (*grpc.ClientConn, error) {
	return grpc.NewClient(address, grpc.WithTransportCredentials(insecure.NewCredentials()))
}

// discovery reads what an OpenID provider says of itself: it must be the issuer that was asked, and know the client.
type discovery struct {
	notCounted
	issuer       string
	clientID     string
	clientSecret string
}

func (d *discovery) use(ctx context.Context) error {
	response, err := get(ctx, strings.TrimSuffix(d.issuer, "/")+"/.well-known/openid-configuration")
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var provider struct {
		Issuer        string `json:"issuer"`
		TokenEndpoint string `json:"token_endpoint"`
	}
	if err := json.NewDecoder(response.Body).Decode(&provider); err != nil {
		return err
	}
	if provider.Issuer != d.issuer {
		return fmt.Errorf("the provider calls itself %s, not %s", provider.Issuer, d.issuer)
	}
	return d.authenticate(ctx, provider.TokenEndpoint)
}

// authenticate shows the client's secret with a code that nobody was given. The provider looks at the secret first: it refuses
// the code (400) of a client that it knows, and the client (401) otherwise. https://www.rfc-editor.org/rfc/rfc6749#section-5.2
func (d *discovery) authenticate(ctx context.Context, endpoint string) error {
	form := url.Values{"grant_type": {"authorization_code"}, "code": {"none"}}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(url.QueryEscape(d.clientID), url.QueryEscape(d.clientSecret))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusBadRequest {
		return fmt.Errorf("%s answers the client with %s", endpoint, response.Status)
	}
	return nil
}

// page asks for a page.
type page struct {
	notCounted
	address string
}

func (p *page) use(ctx context.Context) error {
	response, err := get(ctx, p.address)
	if err == nil {
		response.Body.Close()
	}
	return err
}

func get(ctx context.Context, address string) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	if response.StatusCode >= 300 {
		response.Body.Close()
		return nil, fmt.Errorf("%s answers with %s", address, response.Status)
	}
	return response, nil
}
