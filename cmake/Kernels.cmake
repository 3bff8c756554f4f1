# The kernels, raw pointers in and out: one source compiled for each instruction set, chosen at run
# time. With a namespace for each and no other code in their objects, no function of one can stand in
# for another's, or for a user's compiled with other flags (tests/kernel/symbols.sh looks).

string(TOLOWER "${CMAKE_SYSTEM_PROCESSOR}" processor)
set(tonewheel_isas baseline)
if(processor MATCHES "x86_64|amd64")
  list(APPEND tonewheel_isas avx2 avx512)
endif()
set(flags_of_baseline "")
set(flags_of_avx2 -mavx2 -mfma)
set(flags_of_avx512 -mavx2 -mfma -mavx512f -mavx512bw -mavx512cd -mavx512dq -mavx512vl)

foreach(isa IN LISTS tonewheel_isas)
  add_library(tonewheel_kernels_${isa} OBJECT src/kernel/kernels.cpp)
  target_compile_definitions(tonewheel_kernels_${isa} PRIVATE TONEWHEEL_COMPILED
                             TONEWHEEL_ISA=${isa})
  # Optimised in every configuration; what is one instruction for a product and a sum is spelled out.
  target_compile_options(tonewheel_kernels_${isa} PRIVATE -O3 -ffp-contract=off -fno-exceptions
                         -fvisibility=hidden ${flags_of_${isa}})
  target_link_libraries(tonewheel_kernels_${isa} PRIVATE tonewheel_headers tonewheel_own_flags)
  set_target_properties(tonewheel_kernels_${isa} PROPERTIES POSITION_INDEPENDENT_CODE ON
                        UNITY_BUILD OFF INTERPROCEDURAL_OPTIMIZATION OFF)
  list(APPEND tonewheel_kernel_objects $<TARGET_OBJECTS:tonewheel_kernels_${isa}>)
endforeach()

# The front that calls them, and the linear algebra, in which Eigen gets a name of its own.
add_library(tonewheel_kernels OBJECT src/kernel/dispatch.cpp src/kernel/front.cpp
            src/kernel/nearest_correlation.cpp src/kernel/polar.cpp
            src/kernel/symmetric_eigen.cpp)
target_compile_definitions(tonewheel_kernels PRIVATE TONEWHEEL_COMPILED Eigen=tonewheel_eigen)
if(processor MATCHES "x86_64|amd64")
  target_compile_definitions(tonewheel_kernels PRIVATE TONEWHEEL_X86)
endif()
target_link_libraries(tonewheel_kernels PRIVATE tonewheel_headers tonewheel_own_flags)
set_target_properties(tonewheel_kernels PROPERTIES POSITION_INDEPENDENT_CODE ON)
list(APPEND tonewheel_kernel_objects $<TARGET_OBJECTS:tonewheel_kernels>)
