// SPDX-License-Identifier: Apache-2.0
package dev.lector.nn.simd;

import static dev.lector.nn.kernels.FloatMath.*;
import static jdk.incubator.vector.VectorOperators.ABS;
import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.NE;

import dev.lector.nn.kernels.FloatMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link dev.lector.nn.kernels.FloatMath} on vectors: the same steps in the same order, so that every lane has the bits
 * of the scalar function. Both sides of a condition are computed, and lanes chosen.
 *
 * <p>A vector that crosses a call which the compiler did not inline becomes an object. Whether it inlines a method of more than
 * 35 bytes (its {@code MaxInlineSize}) depends on what it counted before; smaller ones it inlines always, until a loop is too much
 * for it as a whole. So the steps of {@link #exp}, {@link #expm1} and {@link #sigmoid} are methods of at most 35 bytes, which a
 * test checks, and their constants are vectors: one made of a number at each use is many times as much for the compiler.
 */
final class VectorMath {
    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    /** Lanes of a vector. */
    static final int V = S.length();

    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

    private static final FloatVector EXP_MAX = FloatVector.broadcast(S, FloatMath.EXP_MAX);
    private static final FloatVector EXP_MIN = FloatVector.broadcast(S, FloatMath.EXP_MIN);
    private static final FloatVector LOG2_E = FloatVector.broadcast(S, FloatMath.LOG2_E);
    private static final FloatVector ROUND = FloatVector.broadcast(S, FloatMath.ROUND);
    private static final FloatVector LN2_HIGH = FloatVector.broadcast(S, FloatMath.LN2_HIGH);
    private static final FloatVector LN2_LOW = FloatVector.broadcast(S, FloatMath.LN2_LOW);
    private static final FloatVector E2 = FloatVector.broadcast(S, FloatMath.E2);
    private static final FloatVector E3 = FloatVector.broadcast(S, FloatMath.E3);
    private static final FloatVector E4 = FloatVector.broadcast(S, FloatMath.E4);
    private static final FloatVector E5 = FloatVector.broadcast(S, FloatMath.E5);
    private static final FloatVector E6 = FloatVector.broadcast(S, FloatMath.E6);
    private static final FloatVector E7 = FloatVector.broadcast(S, FloatMath.E7);
    private static final FloatVector TANH_MAX = FloatVector.broadcast(S, FloatMath.TANH_MAX);
    private static final FloatVector ONE = FloatVector.broadcast(S, 1);
    private static final IntVector ROUND_BITS = IntVector.broadcast(INTS, FloatMath.ROUND_BITS);
    private static final IntVector BIAS = IntVector.broadcast(INTS, 127);

    private VectorMath() {}

    /**
     * The sum of a vector's lanes, those of even and of odd places first; {@code reduceLanes(ADD)} promises no order. By way
     * of an array: a vector that is handed to a method becomes an object where the compiler does not inline that method.
     *
     * @param lanes the vector, from index {@code at} on; not modified
     */
    static float sumLanes(float[] lanes, int at) {
        float even = 0;
        float odd = 0;
        for (int i = at; i < at + V; i += 2) {
            even += lanes[i];
            odd += lanes[i + 1];
        }
        return even + odd;
    }

    static FloatVector exp(FloatVector x) {
        FloatVector c = expRange(x);
        FloatVector t = nearestPower(c);
        return power(expMinus1OfReduced(reduced(c, t)), t);
    }

    static FloatVector expm1(FloatVector x) {
        FloatVector c = expRange(x);
        FloatVector t = nearestPower(c);
        return powerMinus1(expMinus1OfReduced(reduced(c, t)), t);
    }

    private static FloatVector powerMinus1(FloatVector e, FloatVector t) {
        return power(e, t).sub(ONE).blend(e, t.compare(EQ, ROUND));
    }

    private static FloatVector expRange(FloatVector x) {
        return aboveLeast(x.blend(EXP_MAX, x.compare(GT, EXP_MAX)));
    }

    private static FloatVector aboveLeast(FloatVector c) {
        return c.blend(EXP_MIN, c.compare(LT, EXP_MIN));
    }

    /** The power of two nearest to {@code exp(c)}, as an integer in the low bits of the fraction. */
    private static FloatVector nearestPower(FloatVector c) {
        return c.mul(LOG2_E).add(ROUND);
    }

    private static FloatVector reduced(FloatVector c, FloatVector t) {
        FloatVector n = t.sub(ROUND);
        return c.sub(n.mul(LN2_HIGH)).sub(n.mul(LN2_LOW));
    }

    private static FloatVector expMinus1OfReduced(FloatVector r) {
        return lowTerms(r, middleTerms(r, r.mul(E7).add(E6).mul(r).add(E5)));
    }

    private static FloatVector middleTerms(FloatVector r, FloatVector high) {
        return high.mul(r).add(E4).mul(r).add(E3);
    }

    private static FloatVector lowTerms(FloatVector r, FloatVector middle) {
        return r.mul(r).mul(middle.mul(r).add(E2)).add(r);
    }

    /** {@code (1 + e)} times the power of two in {@code t}. */
    private static FloatVector power(FloatVector e, FloatVector t) {
        return scale(e.add(ONE), t.reinterpretAsInts().sub(ROUND_BITS));
    }

    private static FloatVector scale(FloatVector y, IntVector n) {
        IntVector half = n.lanewise(ASHR, 1);
        return y.mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
    }

    private static FloatVector powerOfTwo(IntVector n) {
        return n.add(BIAS).lanewise(LSHL, 23).reinterpretAsFloats();
    }

    static FloatVector log(FloatVector x) {
        var tiny = x.compare(LT, SMALLEST_NORMAL);
        FloatVector z = x.blend(x.mul(0x1p23f), tiny);
        IntVector i = z.reinterpretAsInts().sub(SQRT_HALF_BITS);
        FloatVector e = i.lanewise(ASHR, 23)
                .add(FloatMath.ROUND_BITS)
                .reinterpretAsFloats()
                .sub(FloatMath.ROUND);
        e = e.blend(e.sub(23), tiny);
        FloatVector f = i.lanewise(AND, 0x7FFFFF)
                .add(SQRT_HALF_BITS)
                .reinterpretAsFloats()
                .sub(1);
        FloatVector q = f.mul(L8).add(L7).mul(f).add(L6).mul(f).add(L5).mul(f).add(L4);
        q = q.mul(f).add(L3).mul(f).add(L2).mul(f).add(L1).mul(f).add(L0);
        FloatVector t = f.mul(f);
        FloatVector y = f.mul(t).mul(q).add(e.mul(FloatMath.LN2_LOW)).sub(t.mul(0.5f));
        FloatVector result = f.add(y).add(e.mul(FloatMath.LN2_HIGH));
        result = result.blend(x, x.compare(GE, Float.POSITIVE_INFINITY));
        result = result.blend(Float.NaN, x.compare(LE, 0));
        result = result.blend(Float.NaN, x.compare(NE, x));
        return result.blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0));
    }

    private static FloatVector log1pOfFraction(FloatVector x) {
        FloatVector u = x.add(1);
        return log(u).add(x.sub(u.sub(1)).div(u));
    }

    static FloatVector sigmoid(FloatVector x) {
        return ONE.div(exp(x.neg()).add(ONE));
    }

    static FloatVector gateTanh(FloatVector x) {
        FloatVector c = x.blend(GATE_MAX, x.compare(GT, GATE_MAX));
        c = c.blend(-GATE_MAX, c.compare(LT, -GATE_MAX));
        FloatVector t = c.mul(c);
        FloatVector p = FloatVector.broadcast(S, G4);
        FloatVector q = FloatVector.broadcast(S, H4);
        p = p.fma(t, FloatVector.broadcast(S, G3));
        q = q.fma(t, FloatVector.broadcast(S, H3));
        p = p.fma(t, FloatVector.broadcast(S, G2));
        q = q.fma(t, FloatVector.broadcast(S, H2));
        p = p.fma(t, FloatVector.broadcast(S, G1));
        q = q.fma(t, FloatVector.broadcast(S, H1));
        p = p.fma(t, FloatVector.broadcast(S, G0));
        q = q.fma(t, FloatVector.broadcast(S, 1));
        return c.mul(p).div(q);
    }

    static FloatVector gateSigmoid(FloatVector x) {
        FloatVector half = FloatVector.broadcast(S, 0.5f);
        return gateTanh(x.mul(half)).fma(half, half);
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector a = x.lanewise(ABS);
        FloatVector c = a.blend(TANH_MAX, a.compare(GT, TANH_MAX));
        FloatVector e = expm1(c.add(c));
        FloatVector y = e.div(e.add(2));
        return y.blend(y.neg(), x.compare(LT, 0));
    }

    static FloatVector softplus(FloatVector x) {
        FloatVector positive = FloatVector.zero(S).blend(x, x.compare(GT, 0));
        return positive.add(log1pOfFraction(exp(x.lanewise(ABS).neg())));
    }

    static FloatVector normalShare(FloatVector x) {
        var negative = x.compare(LT, 0);
        FloatVector z = x.lanewise(ABS).mul(SQRT_HALF);
        FloatVector t = z.mul(z);
        FloatVector r = t.mul(R6)
                .add(R5)
                .mul(t)
                .add(R4)
                .mul(t)
                .add(R3)
                .mul(t)
                .add(R2)
                .mul(t)
                .add(R1)
                .mul(t)
                .add(R0);
        FloatVector half = z.mul(0.5f).mul(r);
        FloatVector middle = half.add(0.5f).blend(FloatVector.broadcast(S, 0.5f).sub(half), negative);
        FloatVector u = FloatVector.broadcast(S, 1).div(z.mul(0.5f).add(1));
        FloatVector q = u.mul(C8).add(C7).mul(u).add(C6).mul(u).add(C5).mul(u).add(C4);
        q = q.mul(u).add(C3).mul(u).add(C2).mul(u).add(C1).mul(u).add(C0);
        FloatVector tail = q.mul(0.5f).mul(exp(x.mul(-0.5f).mul(x)));
        FloatVector outer = FloatVector.broadcast(S, 1).sub(tail).blend(tail, negative);
        return outer.blend(middle, z.compare(LT, 1));
    }
}
