# SPDX-License-Identifier: Apache-2.0
"""Recurrent layers with their options, alone and stacked; states from batch to batch. See README.md."""

import golden
import keras
import numpy as np
import tensorflow as tf
from golden import File, f32, rng_of, settings

ROWS = 4
RNNS = {"SimpleRNN": "simple_rnn", "LSTM": "lstm", "GRU": "gru"}
PARTS = ("kernel", "recurrent", "bias")


class GivenMasks:
    """A recurrent layer whose dropout masks are drawn once and then stay, so that they can be written down."""

    mask = None

    def draw(self, shape, seed):
        cell, rows = self.cell, shape[0]
        rng = np.random.default_rng(seed)
        count = getattr(cell, "dropout_mask_count", 1)
        self.parts = []
        for rate, size in ((cell.dropout, cell.kernel.shape[0]), (cell.recurrent_dropout, cell.units)):
            keep = rng.random((rows, count, size)) >= rate
            self.parts.append(np.where(keep, 1 / (1 - rate), 0.0))
        one, two = ([tf.constant(m[:, g]) for g in range(count)] for m in self.parts)
        single = not hasattr(cell, "dropout_mask_count")
        cell.get_dropout_mask = lambda x: None if cell.dropout == 0 else one[0] if single else one
        cell.get_recurrent_dropout_mask = lambda h: None if cell.recurrent_dropout == 0 else two[0] if single else two
        self.mask = np.concatenate([m.reshape(rows, -1) for m in self.parts], 1)


def given(name):
    return type("Given" + name, (GivenMasks, getattr(keras.layers, name)), {})


def recurrent(class_name, name, args):
    args = dict(args)
    for part in PARTS:
        l2 = args.pop(part + "_l2", 0.0)
        if l2:
            args[part + "_regularizer"] = keras.regularizers.L2(l2)
    drops = args.get("dropout", 0) or args.get("recurrent_dropout", 0)
    kind = given(class_name) if drops else getattr(keras.layers, class_name)
    return kind(name=name, **args)


def make_layer(name, class_name, args):
    if class_name in RNNS:
        return recurrent(class_name, name, args)
    if class_name == "Bidirectional":
        args = dict(args)
        inner, mode = args.pop("layer"), args.pop("merge_mode", "concat")
        return keras.layers.Bidirectional(recurrent(inner, RNNS[inner], args), merge_mode=mode, name=name)
    if class_name == "TimeDistributed":
        args = dict(args)
        inner = args.pop("layer")
        return keras.layers.TimeDistributed(make_layer("inner", inner, args), name=name)
    return plain_layer(name, class_name, args)


def build(lines):
    """As golden.build; behind a recurrent layer's sequence its initial states may follow, and Output takes one of several."""
    made, inputs, floats = {}, [], {}
    for line in lines:
        name, class_name, feeds, *words = line.split()
        args = settings(words)
        if class_name == "Input":
            shape = args["shape"] if isinstance(args["shape"], list) else [args["shape"]]
            floats[name] = args["kind"] != "ids"
            made[name] = keras.Input(shape, name=name, dtype="float64" if floats[name] else "int32")
            inputs.append(made[name])
            continue
        fed = [made[feed] for feed in feeds.split(",")]
        if class_name == "Output":
            made[name] = fed[0][args["index"]]
        elif class_name == "Concatenate":
            made[name] = make_layer(name, class_name, args)(fed)
        elif len(fed) > 1:
            made[name] = make_layer(name, class_name, args)(fed[0], initial_state=fed[1:])
        else:
            made[name] = make_layer(name, class_name, args)(fed[0])
    return keras.Model(inputs, made[lines[-1].split()[0]]), floats


def weight_names(model):
    names = []
    for layer in model.layers:
        for v in layer.weights:
            side = v.path.split("/")[-3] + "/" if isinstance(layer, keras.layers.Bidirectional) else ""
            names.append((layer.name + "/" + side + v.name, v))
    return names


def case(out, name, *lines, data, optimizer="SGD learning_rate=0.04 momentum=0.9"):
    keras.utils.clear_session()
    model, _ = build(list(lines))
    lines = list(lines)
    if len(model.output_shape) > 2:
        lines.append("flat Flatten " + lines[-1].split()[0])
    outputs = int(np.prod(model.output_shape[1:]))
    targets = rng_of(name + " targets").normal(0, 1, (len(data[0]), outputs))
    golden.network(out, name, lines, data, targets, optimizer=optimizer)


def floats(name, *dims):
    return rng_of(name + " data " + str(dims)).normal(0, 1, (ROWS, *dims))


def sequence(out, name, *lines, steps=6, channels=3):
    case(out, name, f"x Input - kind=floats shape={steps},{channels}", *lines, data=[floats(name, steps, channels)])


def masked(out, name, *lines, steps=6):
    """Padding in front, behind and between; a text of nothing but padding."""
    rng = rng_of(name + " data")
    ids = rng.integers(1, 9, (ROWS, steps))
    ids[0, :2] = 0
    ids[1, 3:] = 0
    ids[2, 1] = 0
    ids[2, 4] = 0
    case(
        out,
        name,
        f"x Input - kind=ids shape={steps}",
        "e Embedding x input_dim=9 output_dim=3 mask_zero=true",
        *lines,
        data=[ids],
    )


def with_states(out, name, states, *lines, steps=5, channels=3, units=4):
    heads = [f"x Input - kind=floats shape={steps},{channels}"]
    data = [floats(name, steps, channels)]
    for i in range(states):
        heads.append(f"s{i} Input - kind=floats shape={units}")
        data.append(rng_of(f"{name} state {i}").normal(0, 0.7, (ROWS, units)))
    case(out, name, *heads, *lines, data=data)


def all_layers(out):
    for kind, more in (("SimpleRNN", ""), ("LSTM", ""), ("GRU", ""), ("GRU", " reset_after=false")):
        name = kind.lower() + ("_before" if more else "")
        line = f"l {kind} x units=4" + more
        sequence(out, name, line)
        sequence(out, name + "_wide", line.replace("units=4", "units=19"), steps=4, channels=17)
        sequence(out, name + "_one_step", line, steps=1)
        sequence(out, name + "_sequences", line + " return_sequences=true")
        sequence(out, name + "_backwards", line + " go_backwards=true")
        sequence(out, name + "_backwards_sequences", line + " go_backwards=true return_sequences=true")
        sequence(out, name + "_without_bias", line + " use_bias=false")
        sequence(out, name + "_relu", line + " activation=relu")
        sequence(out, name + "_penalties", line + " kernel_l2=0.1 recurrent_l2=0.05 bias_l2=0.02")
        if kind != "SimpleRNN":
            sequence(out, name + "_other", line + " activation=elu recurrent_activation=hard_sigmoid")
            sequence(out, name + "_silu", line + " activation=gelu recurrent_activation=silu", steps=3)
        line = line.replace(" x ", " e ")
        masked(out, name + "_masked", line)
        masked(out, name + "_masked_sequences", line + " return_sequences=true", "p GlobalAveragePooling1D l")
        masked(out, name + "_masked_all", line + " return_sequences=true", "p GlobalMaxPooling1D l")
        masked(out, name + "_masked_backwards", line + " go_backwards=true")
        masked(out, name + "_stacked", line + " return_sequences=true", f"m {kind} l units=3" + more)
        states = 2 if kind == "LSTM" else 1
        feeds = ",".join(f"s{i}" for i in range(states))
        line = f"l {kind} x,{feeds} units=4" + more
        with_states(out, name + "_initial_state", states, line)
        picks = [f"o{i} Output l index={i}" for i in range(states + 1)]
        join = "j Concatenate " + ",".join(f"o{i}" for i in range(states + 1))
        with_states(out, name + "_return_state", states, line + " return_state=true", *picks, join)
        for rates in ("dropout=0.3", "recurrent_dropout=0.2", "dropout=0.3 recurrent_dropout=0.2"):
            sequence(out, f"{name}_{rates.replace('=0.', '').replace(' ', '_')}", f"l {kind} x units=4 {rates}{more}")


def wrappers(out):
    for mode in ("concat", "sum", "mul", "ave"):
        for kind in RNNS:
            line = f"b Bidirectional x layer={kind} units=3 merge_mode={mode}"
            sequence(out, f"bidirectional_{kind.lower()}_{mode}", line)
        line = f"b Bidirectional x layer=LSTM units=3 merge_mode={mode} return_sequences=true"
        sequence(out, f"bidirectional_sequences_{mode}", line)
        line = line.replace(" x ", " e ")
        masked(out, f"bidirectional_masked_{mode}", line, "p GlobalMaxPooling1D b")
        masked(out, f"bidirectional_stacked_{mode}", line, "l GRU b units=3")
    pick = ("o0 Output b index=0", "o1 Output b index=1", "j Concatenate o1,o0")
    sequence(out, "bidirectional_two_outputs", "b Bidirectional x layer=GRU units=3 merge_mode=none", *pick)
    line = "b Bidirectional x layer=GRU units=3 merge_mode=none return_sequences=true"
    sequence(out, "bidirectional_two_sequences", line, *pick)
    line = "b Bidirectional x,s0,s1,s2,s3 layer=LSTM units=4 return_state=true"
    picks = [f"o{i} Output b index={i}" for i in range(5)]
    with_states(out, "bidirectional_states", 4, line, *picks, "j Concatenate o0,o1,o2,o3,o4")
    sequence(out, "time_distributed_dense", "t TimeDistributed x layer=Dense units=4 activation=tanh", "l GRU t units=3")
    name = "masking"
    data = floats(name, 6, 3)
    data[0, :3] = 0.5
    data[2, 1:3] = 0.5
    case(out, name, "x Input - kind=floats shape=6,3", "m Masking x mask_value=0.5", "l LSTM m units=4", data=[data])


def stateful(out):
    """Two batches one after the other: outputs of both, and the gradient of the second one's mean squared error."""
    for kind, more in (("SimpleRNN", {}), ("LSTM", {}), ("GRU", {}), ("GRU", {"reset_after": False})):
        name = "stateful_" + kind.lower() + ("_before" if more else "")
        keras.utils.clear_session()
        x = keras.Input((5, 3), batch_size=ROWS, dtype="float64")
        layer = getattr(keras.layers, kind)(4, stateful=True, name="l", **more)
        model = keras.Model(x, layer(x))
        rng = rng_of(name + " weights")
        variables = model.trainable_variables
        for v in variables:
            v.assign(f32(rng.normal(0, 0.5, v.shape)))
        batches = [f32(rng_of(f"{name} {i}").normal(0, 1, (ROWS, 5, 3))) for i in (0, 1)]
        target = f32(rng_of(name + " target").normal(0, 1, (ROWS, 4)))
        first = model(batches[0], training=True)
        with tf.GradientTape() as tape:
            second = model(batches[1], training=True)
            loss = keras.losses.MeanSquaredError()(target, second)
        out.case(name)
        out.line("node x Input - kind=floats shape=5,3")
        flags = "".join(f" {key}={str(value).lower()}" for key, value in more.items())
        out.line(f"node l {kind} x units=4 stateful=true" + flags)
        out.tensor("in/x", np.concatenate(batches))
        out.tensor("target", np.concatenate([target, target]))
        for v in variables:
            out.tensor("w0/l/" + v.name, v.numpy())
        out.tensor("y", np.concatenate([first.numpy(), second.numpy()]))
        for v, g in zip(variables, tape.gradient(loss, [v.value for v in variables])):
            out.tensor("g/l/" + v.name, g)


def make():
    global plain_layer
    plain_layer = golden.keras_layer
    kept = golden.build, golden.weight_names, golden.GivenDropout
    golden.build, golden.weight_names = build, weight_names
    golden.GivenDropout = GivenMasks
    out = File("recurrent")
    all_layers(out)
    wrappers(out)
    out.close()
    out = File("stateful")
    stateful(out)
    out.close()
    golden.build, golden.weight_names, golden.GivenDropout = kept


if __name__ == "__main__":
    make()
