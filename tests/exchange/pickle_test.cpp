#include "src/exchange/pickle.hpp"

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include <tonewheel/core/error.hpp>

#include "exchange/pickle_writer.hpp"
#include "src/exchange/npy_object.hpp"
#include "support/errors.hpp"

using namespace tonewheel;
using namespace tonewheel::exchange;
using support::array_of;
using support::contains;
using support::little_endian;
using support::message_of;
using support::npy_file;
using support::pickled;

namespace {

/// Bytes from hexadecimal digits.
std::string from_hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  }
  return bytes;
}

/// A value as Python would print it.
std::string printed(const Pickle& pickle, PickleId id) {
  const PickleNode& node = pickle[id];
  std::string inside;
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    const bool is_value = node.kind == PickleKind::dict && i % 2 == 1;
    inside += (i == 0 ? "" : is_value ? ": " : ", ") + printed(pickle, node.items[i]);
  }
  switch (node.kind) {
    case PickleKind::text:
      return "'" + node.text + "'";
    case PickleKind::bytes:
      return "b'" + node.text + "'";
    case PickleKind::list:
      return "[" + inside + "]";
    case PickleKind::dict:
      return "{" + inside + "}";
    case PickleKind::tuple:
      return "(" + inside + ")";
    case PickleKind::boolean:
      return node.integer == 0 ? "False" : "True";
    case PickleKind::integer:
      return std::to_string(node.integer);
    default:
      return std::string(name(node.kind));
  }
}

/// Of a body between PROTO 3 and STOP.
std::string value_of(const std::string& body) {
  const Pickle pickle = read_pickle("\x80\x03" + body + ".", "f");
  return printed(pickle, pickle.root);
}
std::string fault_of(const std::string& body) {
  return message_of([&] { (void)read_pickle("\x80\x03" + body + ".", "f"); });
}

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) {
    text += part;
  }
  return text;
}

// Written by NumPy 1.24.2 under Python 3.11:
//   numpy.array({'joy': ['joy', 'happy'], 'happy': ['joy'], 'freude \u00fc': []}, dtype=object)
const std::string words = "{'joy': ['joy', 'happy'], 'happy': ['joy'], 'freude \xc3\xbc': []}";
const std::string protocol_3 = from_hex(
    "8003636e756d70792e636f72652e6d756c746961727261790a5f7265636f6e7374727563740a7100636e756d70"
    "790a6e6461727261790a71014b008571024301627103877104527105284b0129636e756d70790a64747970650a"
    "710658020000004f3871078988877108527109284b0358010000007c710a4e4e4e4affffffff4affffffff4b3f"
    "74710b62895d710c7d710d2858030000006a6f79710e5d710f28680e5805000000686170707971106568105d71"
    "11680e61580900000066726575646520c3bc71125d71137561747114622e");
const std::string protocol_4 = from_hex(
    "800495b2000000000000008c156e756d70792e636f72652e6d756c74696172726179948c0c5f7265636f6e7374"
    "727563749493948c056e756d7079948c076e6461727261799493944b0085944301629487945294284b01296803"
    "8c0564747970659493948c024f3894898887945294284b038c017c944e4e4e4affffffff4affffffff4b3f7494"
    "62895d947d94288c036a6f79945d942868138c056861707079946568155d946813618c0966726575646520c3bc"
    "945d9475617494622e");

/// os.system('touch tonewheel-was-here') as Python writes it in a protocol.
std::string hostile(int protocol) {
  const std::string command = "touch tonewheel-was-here";
  const std::string slot(1, '\0');
  switch (protocol) {
    case 0:
      return "cposix\nsystem\np0\n(V" + command + "\np1\ntp2\nRp3\n.";
    case 1:
      return "cposix\nsystem\nq" + slot + "(" + pickled(command) + "q\1tq\2Rq\3.";
    case 2:
    case 3:
      return std::string("\x80") + static_cast<char>(protocol) + "cposix\nsystem\nq" + slot +
             pickled(command) + "q\1\x85q\2Rq\3.";
    default: {
      const std::string body =
          "\x8c\5posix\x94\x8c\6system\x94\x93\x94\x8c\x18" + command + "\x94\x85\x94R\x94.";
      return std::string("\x80") + static_cast<char>(protocol) + "\x95" +
             little_endian(body.size(), 8) + body;
    }
  }
}

}  // namespace

TEST_CASE("pickle: what NumPy writes is read, in every protocol it may use") {
  std::string numpy_2 = protocol_3;
  numpy_2.replace(numpy_2.find("numpy.core"), 10, "numpy._core");
  std::string protocol_5 = protocol_4;
  protocol_5[1] = '\5';
  for (const std::string& bytes : {protocol_3, numpy_2, protocol_4, protocol_5}) {
    const Pickle array = read_pickle(bytes, "f");
    REQUIRE(array[array.root].kind == PickleKind::array);
    CHECK(printed(array, array[array.root].items.at(0)) == words);
    const Pickle object = read_npy_object(npy_file("|O", bytes), "f");
    CHECK(printed(object, object.root) == words);
  }
}

TEST_CASE("pickle: values of every kind") {
  CHECK(value_of("N") == "None");
  CHECK(value_of("\x88") == "True");
  CHECK(value_of("\x89") == "False");
  CHECK(value_of("J\xfe\xff\xff\xff") == "-2");
  CHECK(value_of("J" + little_endian(0x7fffffff, 4)) == "2147483647");
  CHECK(value_of("K\xff") == "255");
  CHECK(value_of("C\2ab") == "b'ab'");
  CHECK(value_of(")") == "()");
  CHECK(value_of("N\x85") == "(None)");
  CHECK(value_of("NK\1K\2\x87") == "(None, 1, 2)");
  CHECK(value_of("(K\1K\2t") == "(1, 2)");
  CHECK(value_of("]K\1a") == "[1]");
  CHECK(value_of("](e") == "[]");
  CHECK(value_of("](K\1(K\2tK\3e") == "[1, (2), 3]");
  CHECK(value_of("}" + pickled("a") + "Ns") == "{'a': None}");
  CHECK(value_of("](" + pickled("a") + "q\7h\7r" + little_endian(70000, 4) + "j" +
                 little_endian(70000, 4) + "e") == "['a', 'a', 'a']");
  CHECK(value_of("](\x8c\1z\x94h" + std::string(1, '\0') + "\x85\x94h\1e") ==
        "['z', ('z'), ('z')]");
}

TEST_CASE("pickle: nothing is executed, and the Error names what was asked for") {
  for (int protocol = 0; protocol <= 5; ++protocol) {
    CAPTURE(protocol);
    const std::string message = message_of([&] { (void)read_pickle(hostile(protocol), "f"); });
    CHECK(contains(message, protocol < 2 ? "the opcode GLOBAL (0x63)" : "\"posix system\""));
    CHECK(contains(message, "byte " + std::to_string(protocol < 2 ? 0 : protocol < 4 ? 2 : 28)));
    const std::string in_file =
        message_of([&] { (void)read_npy_object(npy_file("|O", hostile(protocol)), "dir/x.npy"); });
    CHECK(contains(in_file,
                   "dir/x.npy: pickle, byte " + std::to_string(128 + (protocol < 2   ? 0
                                                                      : protocol < 4 ? 2
                                                                                     : 28))));
  }
  for (const char* other : {"cbuiltins\neval\n", "cnumpy\nload\n", "cnumpy.core.multiarray\nx\n",
                            "c_codecs\nencode\n", "cnumpy \nndarray\n", "c\n\n"}) {
    CAPTURE(other);
    CHECK(contains(fault_of(other), "expected only those of NumPy's arrays"));
  }
  CHECK(contains(fault_of("cnumpy\nndarray\n)R"), "found a call of \"numpy ndarray\""));
  CHECK(contains(fault_of("cnumpy\ndtype\n)R"), "other arguments of dtype"));
  CHECK(contains(fault_of("N)R"), "found None, expected a name for REDUCE"));
}

TEST_CASE("pickle: any other opcode is an Error that names it") {
  const std::string allowed = "(.JKNRXabceh}jqrstu)]C\x80\x85\x87\x88\x89\x8c\x93\x94\x95";
  for (int code = 0; code < 256; ++code) {
    const char opcode = static_cast<char>(code);
    if (allowed.find(opcode) != std::string::npos) {
      continue;
    }
    CAPTURE(code);
    const std::string message = fault_of("N" + std::string(1, opcode));
    CHECK(contains(message, "byte 3: found the opcode "));
  }
  CHECK(contains(fault_of("i"), "INST (0x69)"));
  CHECK(contains(fault_of("o"), "OBJ (0x6f)"));
  CHECK(contains(fault_of("P"), "PERSID (0x50)"));
  CHECK(contains(fault_of("\x81"), "NEWOBJ (0x81)"));
  CHECK(contains(fault_of("\x82"), "EXT1 (0x82)"));
  CHECK(contains(fault_of("\x97"), "NEXT_BUFFER (0x97)"));
  CHECK(contains(fault_of("\xff"), "byte (0xff)"));
}

TEST_CASE("pickle: what the stack or memo does not hold is an Error") {
  for (const char* body :
       {"",     "a",    "s",    "u",    "e",    "t",   "R",   "b",      "\x85", "\x87",
        "\x93", "q\1",  "\x94", "Na",   "]a",   "N(a", "(",   "(N",     "NN",   "Ne",
        "N(e",  "](Nu", "}(Nu", "}NNs", "}]Ns", "h\1", "NNb", ")N\x93", "N)b",  "\x80\3"}) {
    CAPTURE(body);
    CHECK(contains(fault_of(body), "f: pickle, byte "));
  }
  CHECK(contains(fault_of("j" + little_endian(0xffffffff, 4)), "memo slot 4294967295"));
  CHECK(contains(fault_of("a"), "found an empty stack, expected a value for APPEND (0x61)"));
  CHECK(contains(fault_of("}NNs"), "found None as a key"));
  CHECK(contains(fault_of("NN"), "found 2 values and 0 marks at the end"));
}

TEST_CASE("pickle: cut short at any byte, or with bytes left over, is an Error") {
  for (const std::string& bytes : {protocol_3, protocol_4}) {
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      CAPTURE(size);
      CHECK_THROWS_AS((void)read_pickle(bytes.substr(0, size), "f"), Error);
    }
    CHECK(contains(message_of([&] { (void)read_pickle(bytes + "N", "f"); }), "bytes after STOP"));
  }
}

TEST_CASE("pickle: huge counts and slots cost nothing") {
  CHECK(contains(fault_of("X\xff\xff\xff\xff"), "found 1 more bytes, expected 4294967295"));
  CHECK(contains(fault_of("\x95" + std::string(8, '\xff')), "a frame of 18446744073709551615"));
  CHECK(value_of("Nr\xff\xff\xff\xff") == "None");
  CHECK(contains(fault_of("c" + std::string(100000, 'x')), "a line of at most 255 bytes"));
}

TEST_CASE("pickle: more values, marks or slots than the limit are an Error") {
  const std::size_t many = pickle_value_limit + 1;
  CHECK(contains(fault_of(repeated("N", many)), "values, expected a smaller pickle"));
  CHECK(contains(fault_of(repeated("(", many)), "values, expected a smaller pickle"));
  CHECK(contains(fault_of("Nq\1" + repeated("h\1", many)), "values, expected a smaller pickle"));
  CHECK(contains(fault_of("N" + repeated("\x94", many)), "values, expected a smaller pickle"));
}

TEST_CASE("pickle: values too deep in each other are an Error, without recursion") {
  const std::string most = ")" + repeated("\x85", pickle_depth_limit - 1);
  CHECK(value_of(most).size() == 2 * pickle_depth_limit);
  CHECK(contains(fault_of(most + "\x85"), "deep in each other"));
  CHECK(contains(fault_of(")" + repeated("\x85", 1000000)), "deep in each other"));
  CHECK(contains(fault_of(repeated("]", 500000) + repeated("a", 499999)), "deep in each other"));
}

TEST_CASE("pickle: a value that holds itself is an Error") {
  CHECK(contains(fault_of("]q\1h\1a"), "found a list that holds itself"));
  CHECK(contains(fault_of("}q\1" + pickled("a") + "h\1s"), "found a dictionary that holds itself"));
  CHECK(contains(fault_of("]q\1(h\1tq\2a"), "that holds itself"));
  CHECK(contains(fault_of("]q\1](h\1ea"), "that holds itself"));
  // Held twice is no circle.
  CHECK(value_of("](]q\1h\1h\1e") == "[[], [], []]");
}

TEST_CASE("pickle: arrays of other shapes, types and states are an Error") {
  const auto fault = [](std::string bytes, const std::string& from, const std::string& to) {
    bytes.replace(bytes.find(from), from.size(), to);
    return message_of([&] { (void)read_pickle(bytes, "f"); });
  };
  const std::string good = array_of("N");
  CHECK(printed(read_pickle(good, "f"), read_pickle(good, "f").root) == "an array");
  CHECK(contains(fault(good, "O8", "i8"), "other arguments of dtype"));
  CHECK(contains(fault(good, "K\1)", "K\1K\1\x85"), "expected shape () and one object"));
  CHECK(contains(fault(good, "]Na", "]"), "expected shape () and one object"));
  CHECK(contains(fault(good, "C\1b", "K\1"), "other arguments of _reconstruct"));
  CHECK(contains(fault(good, "?tb\x89", "?t0\x89"), "POP"));
  CHECK(contains(fault(good, "NNN", "NN"), "another state of a dtype"));
  CHECK(contains(fault(good, "]Na", "}"), "another state of an array"));
  CHECK(contains(fault(good, "tb.", "tbNb."), "found None, expected a tuple for BUILD"));
  CHECK(contains(fault(good, "tb.", "tb)b."), "found a second state of an array"));
  CHECK(contains(fault_of(good.substr(2, good.find("R(") - 1)), "array without state"));
}

TEST_CASE("pickle: text that is not UTF-8 is an Error with its byte") {
  CHECK(contains(fault_of("N\x85" + pickled("a\xff")), "byte 4: found the text "));
  CHECK(contains(fault_of(pickled("\xed\xa0\x80")), "expected UTF-8"));
}

TEST_CASE("pickle: bytes changed at random are read or refused, never worse") {
  std::mt19937_64 engine(11);
  std::size_t refused = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = round % 2 == 0 ? protocol_3 : protocol_4;
    for (std::uint64_t change = 0; change <= engine() % 4; ++change) {
      bytes[engine() % bytes.size()] = static_cast<char>(engine() & 0xffU);
    }
    try {
      const Pickle pickle = read_pickle(bytes, "f");
      CHECK(pickle.root.index() < pickle.nodes.size());
    } catch (const Error&) {
      ++refused;
    }
  }
  CHECK(refused > 10000);
  CHECK(refused < 20000);
}

TEST_CASE("npy object: only the header that numpy.save writes for one object") {
  const auto fault = [](const std::string& bytes) {
    return message_of([&] { (void)read_npy_object(bytes, "x.npy"); });
  };
  const std::string body = array_of(pickled("a"));
  const std::string good = npy_file("|O", body);
  const Pickle pickle = read_npy_object(good, "x.npy");
  CHECK(pickle[pickle.root].text == "a");
  CHECK(contains(fault(""), "expected a .npy file"));
  CHECK(contains(fault("PK\3\4"), "expected a .npy file"));
  CHECK(contains(fault(npy_file("<f8", body)), "found the .npy type \"<f8\""));
  CHECK(contains(fault(npy_file("|O", body, "(1,)")), "expected one of shape ()"));
  CHECK(contains(fault(npy_file("|O", "\x80\3N.")), "found None in the pickle"));
  for (std::size_t size = 0; size < good.size(); ++size) {
    CAPTURE(size);
    CHECK_THROWS_AS((void)read_npy_object(good.substr(0, size), "x.npy"), Error);
  }
  std::string version = good;
  version[6] = '\4';
  CHECK(contains(fault(version), "found the .npy version 4.0"));
  std::string second = good;
  second[6] = '\2';
  second.insert(10, 2, '\0');
  CHECK_NOTHROW((void)read_npy_object(second, "x.npy"));
}

TEST_CASE("npy text: little and big endian, padding, characters of one to four bytes") {
  const std::string text = "a\xc3\xbc\xe2\x80\x99\xf0\x9f\x98\x80";
  const std::vector<std::uint32_t> codes{0x61, 0xfc, 0x2019, 0x1f600, 0, 0};
  std::string little;
  std::string big;
  for (const std::uint32_t code : codes) {
    little += little_endian(code, 4);
    const std::string bytes = little_endian(code, 4);
    big.append(bytes.rbegin(), bytes.rend());
  }
  CHECK(read_npy_text(npy_file("<U6", little), "x") == text);
  CHECK(read_npy_text(npy_file(">U6", big), "x") == text);
  CHECK(read_npy_text(npy_file("<U0", ""), "x").empty());
  CHECK(read_npy_text(npy_file("<U2", little_endian(0x6100000000, 8)), "x") ==
        std::string("\0a", 2));
  const auto fault = [](const std::string& bytes) {
    return message_of([&] { (void)read_npy_text(bytes, "x.npy"); });
  };
  CHECK(contains(fault(npy_file("<U6", big)), "expected a Unicode code point"));
  CHECK(contains(fault(npy_file("<U1", little_endian(0xd800, 4))), "found the number 55296"));
  CHECK(contains(fault(npy_file("<U5", little)), "found 24 bytes of text, expected 20"));
  CHECK(contains(fault(npy_file("<U99999999999999999999", little)), "x.npy: "));
  CHECK(contains(fault(npy_file("|S6", little)), "found the .npy type"));
  CHECK(contains(fault(npy_file("<U", little)), "found the .npy type"));
}
