// Which instruction set the kernels run with.
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <tonewheel/core/error.hpp>
#include <tonewheel/core/text.hpp>
#include <tonewheel/kernel/impl/kernel_table_inl.hpp>
#include <tonewheel/kernel/isa.hpp>

namespace tonewheel {
namespace kernel {

namespace baseline {
extern const detail::KernelTable exported_table;
}
#ifdef TONEWHEEL_X86
namespace avx2 {
extern const detail::KernelTable exported_table;
}
namespace avx512 {
extern const detail::KernelTable exported_table;
}
#endif

namespace {

struct Isa {
  std::string_view name;
  const detail::KernelTable* table;
  bool (*runs_here)() noexcept;
};

/// The slowest first.
constexpr std::array isas{
    Isa{"baseline", &baseline::exported_table, []() noexcept { return true; }},
#ifdef TONEWHEEL_X86
    Isa{"avx2", &avx2::exported_table,
        []() noexcept {
          return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
        }},
    Isa{"avx512", &avx512::exported_table,
        []() noexcept {
          return __builtin_cpu_supports("avx512f") != 0 &&
                 __builtin_cpu_supports("avx512bw") != 0 &&
                 __builtin_cpu_supports("avx512cd") != 0 &&
                 __builtin_cpu_supports("avx512dq") != 0 &&
                 __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("fma") != 0;
        }},
#endif
};

const Isa* find(std::string_view name) noexcept {
  for (const Isa& isa : isas) {
    if (isa.name == name && isa.runs_here()) {
      return &isa;
    }
  }
  return nullptr;
}

const Isa* choose() noexcept {
  if (const char* forced = std::getenv("TONEWHEEL_FORCE_ISA")) {
    if (const Isa* isa = find(forced)) {
      return isa;
    }
    static_cast<void>(std::fprintf(
        stderr, "tonewheel: TONEWHEEL_FORCE_ISA: this machine has no \"%s\" kernels\n", forced));
  }
  const Isa* best = isas.data();
  for (const Isa& isa : isas) {
    best = isa.runs_here() ? &isa : best;
  }
  return best;
}

/// The choice, made at the first use.
std::atomic<const Isa*>& active() noexcept {
  static std::atomic<const Isa*> isa{choose()};
  return isa;
}

}  // namespace

const detail::KernelTable& detail::kernels() noexcept {
  return *active().load()->table;
}

}  // namespace kernel

std::string_view kernel_isa() noexcept {
  return kernel::active().load()->name;
}

std::vector<std::string_view> available_isas() {
  std::vector<std::string_view> names;
  for (const kernel::Isa& isa : kernel::isas) {
    if (isa.runs_here()) {
      names.push_back(isa.name);
    }
  }
  return names;
}

void set_isa(std::string_view name) {
  const kernel::Isa* isa = kernel::find(name);
  if (isa == nullptr) {
    std::string names;
    for (const std::string_view each : available_isas()) {
      names += (names.empty() ? "" : ", ") + std::string(each);
    }
    throw Error("instruction set: found " + shown(name) + ", expected one of: " + names);
  }
  kernel::active().store(isa);
}

}  // namespace tonewheel
